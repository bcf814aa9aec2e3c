import { define } from '../bomb.ts';

/** A circle of causes. */
export const bomb = define({
	source: `
		const error = new Error("x");
		error.cause = error;
		throw error;
	`,
	expect: ['throw'],
	limits: { wallMs: 2_000 },
});
