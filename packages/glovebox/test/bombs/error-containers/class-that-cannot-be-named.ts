import { define } from '../bomb.ts';

/** The name of the error is a loop. */
export const bomb = define({
	source: `
		class E extends Error { get name() { for (;;); } static get name() { for (;;); } }
		throw new E("x");
	`,
	expect: ['throw', 'wallMs'],
});
