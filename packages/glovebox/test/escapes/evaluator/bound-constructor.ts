import { attack } from '../attack.ts';

/** The code constructor is bound, stored, and called as a tag of a template: no call of a name that a filter knows. */
export const escape = attack({
	grants: [],
	input: () => ({ list: [1] }),
	source: `
		const make = Object.getPrototypeOf(input.list.values.bind(null)).constructor.bind(null, 'x');
		const run = make\`return typeof process === "object" ? process.env.GLOVEBOX_SECRET : x\`;
		return run(1);
	`,
});
