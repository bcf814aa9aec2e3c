import { attack } from '../attack.ts';

/** A rule sorts records by a key that it names. */
export const escape = attack({
	grants: [],
	input: () => ({ rule: { by: 'constructor' }, records: [{ a: 2 }, { a: 1 }] }),
	source: `
		let got;
		input.records.sort((left, right) => { got ??= loot(left[input.rule.by]) ?? loot(right[input.rule.by]); return 0; });
		return got;
	`,
});
