import { attack } from '../attack.ts';

/** The host spreads the result: the guest's iterator runs between the host's steps. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		const result = { [Symbol.iterator]: function begin() { got = loot(begin.caller) ?? loot(arguments); return [got, 1][Symbol.iterator](); } };
		return result;
	`,
});
