import { define } from '../bomb.ts';

/** The function constructors that have no name. */
export const bomb = define({
	source: `
		const Generator = Object.getPrototypeOf(function* () {}).constructor;
		return new Generator('for (;;);')().next();
	`,
	expect: ['wallMs'],
});
