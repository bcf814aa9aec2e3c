import { attack } from '../attack.ts';

/** A pattern is compiled anew while it is matching, by a conversion. */
export const escape = attack({
	grants: [],
	source: `
		const pattern = /(a+)+b/g;
		pattern.lastIndex = { valueOf() { pattern.compile?.('(((((((((((x)))))))))))', 'y'); return 0; } };
		const found = [];
		for (let i = 0; i < 5; i++) found.push(pattern.exec('aaaa'.repeat(5)), 'abc'.replace(pattern, () => { pattern.compile?.('z'); return ''; }));
		return found;
	`,
});
