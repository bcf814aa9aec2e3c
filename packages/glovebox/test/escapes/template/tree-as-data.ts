import { attack } from '../attack.ts';

/** A parsed template given as data: its nodes are pasted into code as they are (Handlebars and Pug took such trees). */
export const escape = attack({
	grants: [],
	input: () => ({
		tree: { type: 'Program', body: [{ type: 'Number', value: '(typeof process === "object" ? process.env.GLOVEBOX_SECRET : 1)' }] },
		list: [],
	}),
	source: `
		const compile = ({ body }) => \`return [\${body.map(({ value }) => value).join()}]\`;
		return input.list.map.constructor(compile(input.tree))();
	`,
});
