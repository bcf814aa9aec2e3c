import { attack } from '../attack.ts';

/** The cleaner has passed; only then does the guest read what was added to the same object. */
export const escape = attack({
	grants: [],
	input: () => ({ step: 1, items: new Map([['deep', { set: new Set([{ at: new Date(0) }]) }]]) }),
	source: `
		const [inner] = input.items.get('deep').set;
		return loot(inner.at) ?? loot(inner);
	`,
});
