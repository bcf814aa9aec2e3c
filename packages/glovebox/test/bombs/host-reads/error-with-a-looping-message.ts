import { define } from '../bomb.ts';

/** Whoever prints an error reads its message. */
export const bomb = define({
	source: `
		const error = new Error("x");
		Object.defineProperty(error, "message", { get() { for (;;); } });
		throw error;
	`,
	expect: ['throw', 'wallMs'],
});
