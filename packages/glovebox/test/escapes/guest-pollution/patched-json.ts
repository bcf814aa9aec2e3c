import { attack } from '../attack.ts';

/** JSON.stringify and parse are replaced: all that crosses as text is seen and can be changed. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		const seen = [];
		const { stringify, parse } = JSON;
		JSON.stringify = (...args) => { const text = stringify(...args); seen.push(args, text); return text?.replace('plain.add', 'plain.keys'); };
		JSON.parse = (...args) => { seen.push(args); return parse(...args); };
		await plain.add(1, 2);
		direct.sum(1);
		JSON.stringify = stringify;
		return seen.flat().map((value) => loot(value)).find(Boolean) ?? stringify(seen);
	`,
});
