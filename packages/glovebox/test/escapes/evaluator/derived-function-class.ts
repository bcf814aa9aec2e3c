import { attack } from '../attack.ts';

/** A class that extends `Function`: its instances are code, made by `super`, with the realm of whoever the constructor belongs to. */
export const escape = attack({
	grants: [],
	input: () => ({ list: [1] }),
	source: `
		const Theirs = input.list.at.constructor;
		class Maker extends Theirs { constructor(text) { super(text); } }
		return new Maker('return typeof process === "object" ? process.env.GLOVEBOX_SECRET : undefined')();
	`,
});
