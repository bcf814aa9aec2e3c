import { define } from '../bomb.ts';

/** Squares until one multiplication takes longer than any deadline. */
export const bomb = define({
	source: `
		let x = 2n ** 1000000n;
		for (;;) x = x * x;
	`,
	expect: ['wallMs', 'memoryBytes', 'throw'],
	notKeptBy: ['isolate'],
});
