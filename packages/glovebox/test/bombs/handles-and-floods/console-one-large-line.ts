import { define } from '../bomb.ts';

/** One line of megabytes. */
export const bomb = define({
	source: `
		console.log('x'.repeat(3e7));
		return 1;
	`,
	expect: ['consoleBytes', 'memoryBytes', 'value'],
	limits: { wallMs: 2_000 },
});
