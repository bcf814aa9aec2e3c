import { define } from '../bomb.ts';

/** Native all the way. */
export const bomb = define({
	source: `
		const numbers = new Float64Array(2e6);
		for (let i = 0; i < numbers.length; i++) numbers[i] = (i * 7919) % 1000003;
		for (;;) numbers.slice().sort();
	`,
	expect: ['wallMs', 'memoryBytes'],
	notKeptBy: ['isolate'],
});
