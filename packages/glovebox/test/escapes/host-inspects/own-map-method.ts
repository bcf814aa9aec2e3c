import { attack } from '../attack.ts';

/** A record that looks like a list: hosts call `map` on results and hand their function over. */
export const escape = attack({
	grants: [],
	source: `
		return { length: 1, map: (each) => loot(each), slice: (...args) => loot(args), forEach: (each) => loot(each), toString: () => '' };
	`,
});
