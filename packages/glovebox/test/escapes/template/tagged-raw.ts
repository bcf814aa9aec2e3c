import { attack } from '../attack.ts';

/** A tag gets the strings of its template: a frozen list that is made once for all calls. */
export const escape = attack({
	grants: [],
	input: () => ({ join: ['a'] }),
	source: `
		const tag = (strings, ...values) => loot(strings.raw) ?? values.map((value) => loot(value)).find(Boolean);
		return tag\`one \${input.join} two \${input.join.values}\`;
	`,
});
