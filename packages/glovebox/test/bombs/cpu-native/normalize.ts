import { define } from '../bomb.ts';

/** Combining marks in the wrong order: sorting them is quadratic in a simple normaliser. */
export const bomb = define({
	source: `
		const marks = '\\u0316\\u0300'.repeat(2e5);
		for (;;) ('a' + marks).normalize('NFD');
	`,
	expect: ['wallMs', 'memoryBytes'],
	notKeptBy: ['quickjs', 'isolate'],
});
