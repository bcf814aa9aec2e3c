import { attack } from '../attack.ts';

/** A function where a text is expected: `replace` calls it. */
export const escape = attack({
	grants: ['text'],
	source: `
		let got;
		await text.replace('abc', 'b', function replace(...args) { got = loot(replace.caller) ?? loot(args) ?? loot(this); return ''; });
		return got ?? loot(text.replace);
	`,
});
