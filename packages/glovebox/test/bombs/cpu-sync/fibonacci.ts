import { define } from '../bomb.ts';

/** Calls that are cheap, and too many. */
export const bomb = define({
	source: `
		const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2));
		return fib(80);
	`,
	expect: ['wallMs'],
});
