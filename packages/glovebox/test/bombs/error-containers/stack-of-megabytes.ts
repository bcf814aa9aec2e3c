import { define } from '../bomb.ts';

/** A stack that is not one. */
export const bomb = define({
	source: `
		const error = new Error("x");
		error.stack = ("    at f (guest.js:1:1)\\n").repeat(5e5);
		throw error;
	`,
	expect: ['throw', 'wallMs', 'memoryBytes', 'outputBytes'],
});
