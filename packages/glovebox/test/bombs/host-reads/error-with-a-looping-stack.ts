import { define } from '../bomb.ts';

/** And its stack. */
export const bomb = define({
	source: `
		const error = new Error("x");
		Object.defineProperty(error, "stack", { get() { for (;;); } });
		throw error;
	`,
	expect: ['throw', 'wallMs'],
});
