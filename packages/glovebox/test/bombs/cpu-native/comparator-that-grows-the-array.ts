import { define } from '../bomb.ts';

/** Changes what is being sorted. */
export const bomb = define({
	source: `
		const numbers = [3, 2, 1];
		for (;;) numbers.sort(() => numbers.push(1));
	`,
	expect: ['wallMs', 'memoryBytes', 'throw'],
});
