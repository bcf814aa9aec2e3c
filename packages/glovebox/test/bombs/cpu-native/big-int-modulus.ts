import { define } from '../bomb.ts';

/** Large, and of a size that does not grow. */
export const bomb = define({
	source: `
		let x = 3n ** 1000000n;
		for (;;) x = (x * x) % (2n ** 4000000n - 1n);
	`,
	expect: ['wallMs', 'memoryBytes', 'throw'],
	notKeptBy: ['quickjs', 'isolate'],
});
