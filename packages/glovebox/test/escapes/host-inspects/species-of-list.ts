import { attack } from '../attack.ts';

/** The host's `concat`, `slice` and `flat` ask a guest list for its species. */
export const escape = attack({
	grants: [],
	source: `
		const list = [1, 2];
		list.constructor = { [Symbol.species]: function (length) { return [loot(new.target) ?? loot(arguments)]; } };
		return list;
	`,
});
