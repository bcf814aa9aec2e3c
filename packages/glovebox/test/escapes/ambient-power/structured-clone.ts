import { attack } from '../attack.ts';

/** A copy by the host's algorithm is made in the host's realm. */
export const escape = attack({
	grants: [],
	source: `
		return loot(structuredClone) ?? loot(structuredClone({ a: new Map([[1, [2]]]) })) ?? loot(structuredClone(new Error('x')));
	`,
});
