import { attack } from '../attack.ts';

/** An injected regular expression answers with arrays and groups of its own realm. */
export const escape = attack({
	grants: [],
	input: () => ({ pattern: /(?<word>b+)/g, text: 'abba' }),
	source: `
		const match = input.pattern.exec(input.text);
		return loot(match) ?? loot(match.groups) ?? loot(input.pattern[Symbol.matchAll](input.text));
	`,
});
