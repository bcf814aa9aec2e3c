import { attack } from '../attack.ts';

/** Values are cleaned, keys of maps are forgotten. */
export const escape = attack({
	grants: [],
	input: () => new Map([[{ key: [1] }, 'value']]),
	source: `
		const [key] = input.keys();
		return loot(key) ?? loot(key.key);
	`,
});
