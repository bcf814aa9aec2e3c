import { attack } from '../attack.ts';

/** A rule with a pattern: the match is a list with an input and an index. */
export const escape = attack({
	grants: [],
	input: () => ({ rule: { field: 'name', matches: /(?<first>.)/ }, record: { name: 'ada' } }),
	source: `
		const match = input.record[input.rule.field].match(input.rule.matches);
		return loot(match.groups) ?? loot(match.indices) ?? loot(match);
	`,
});
