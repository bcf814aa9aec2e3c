import { define } from '../bomb.ts';

/** Leaving the loop awaits return(). */
export const bomb = define({
	source: `
		const source = { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false, value: 1 }), return: () => new Promise(() => {}) }) };
		for await (const one of source) break;
	`,
	expect: ['pending'],
	limits: { wallMs: 2_000 },
});
