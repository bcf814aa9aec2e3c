import { attack } from '../attack.ts';

/** An option that ends up in a comment of the compiled text: a line break leaves the comment (lodash `sourceURL`). */
export const escape = attack({
	grants: [],
	input: () => ({
		options: { sourceURL: 'x\u2028got = typeof process === "object" ? process.env.GLOVEBOX_SECRET : 1;', variable: 'data' },
		user: ['ada'],
	}),
	source: `
		const { sourceURL } = input.options;
		const make = input.user.map.constructor;
		return make(\`let got; //# sourceURL=\${sourceURL}\\n return got\`)() ?? loot(make);
	`,
});
