import { attack } from '../attack.ts';

/** A comparator sees the host's list grow and shrink, and throws out of the host's sort. */
export const escape = attack({
	grants: ['events'],
	source: `
		let got;
		try { await events.sort([{ a: 1 }, { a: 2 }], function (left, right) { got ??= loot(left) ?? loot(this); throw Object.assign(new Error(), { name: Symbol() }); }); } catch (error) { return got ?? loot(error); }
	`,
});
