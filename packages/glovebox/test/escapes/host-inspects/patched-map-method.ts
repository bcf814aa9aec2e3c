import { attack } from '../attack.ts';

/** A real list whose `map` is the guest's, on its prototype. */
export const escape = attack({
	grants: [],
	source: `
		class List extends Array { map(each) { return loot(each); } }
		return List.from([1, 2]);
	`,
});
