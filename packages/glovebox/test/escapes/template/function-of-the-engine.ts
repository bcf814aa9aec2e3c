import { attack } from '../attack.ts';

/** Globals that template engines lend, `range`, `cycler`, `joiner`, lead to the code constructor (Nunjucks). */
export const escape = attack({
	grants: [],
	input: () => ({ helpers: { list: [1], text: /x/ } }),
	source: `
		const lent = { range: input.helpers.list.fill, cycler: input.helpers.text.exec, joiner: input.helpers.list.join };
		const path = 'range.constructor';
		const maker = path.split('.').reduce((value, key) => value[key], lent);
		return maker('return typeof process === "object" ? process.env.GLOVEBOX_SECRET : 1')();
	`,
});
