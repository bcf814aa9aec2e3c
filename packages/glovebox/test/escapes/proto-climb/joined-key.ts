import { attack } from '../attack.ts';

/** The name "constructor" never stands in the text, so a filter on the text sees nothing. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const key = ['struct', 'con', 'or'].sort((a, b) => 'con,struct,or'.indexOf(a) - 'con,struct,or'.indexOf(b)).join('');
		const F = plain.add[key];
		return F('return typeof process === "object" ? process : {env: {}}')().env.GLOVEBOX_SECRET ?? loot(F);
	`,
});
