import { define } from '../bomb.ts';

/** A comparator without an order, over and over. */
export const bomb = define({
	source: `
		const numbers = Array.from({ length: 1e5 }, (_, i) => i);
		for (;;) numbers.sort(() => Math.random() - 0.5);
	`,
	expect: ['wallMs', 'memoryBytes'],
});
