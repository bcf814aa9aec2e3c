import { attack } from '../attack.ts';

/** A method of an injected array makes a fresh array in its own realm: no lent object is climbed. */
export const escape = attack({
	grants: [],
	input: () => ({ list: [3, 1, 2] }),
	source: `
		const fresh = input.list.toSorted().concat([1]).slice(1);
		return loot(fresh) ?? loot(input.list.entries()) ?? loot(input.list.values().map((x) => x));
	`,
});
