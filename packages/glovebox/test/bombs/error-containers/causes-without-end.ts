import { define } from '../bomb.ts';

/** A getter that makes another error each time. */
export const bomb = define({
	source: `
		class Endless extends Error { get cause() { return new Endless("x"); } }
		throw new Endless("x");
	`,
	expect: ['throw', 'wallMs', 'unfit'],
});
