import { define } from '../bomb.ts';

/** A table of many columns. */
export const bomb = define({
	source: `
		const row = Object.fromEntries(Array.from({ length: 500 }, (_, i) => ['c' + i, i]));
		console.table(new Array(2000).fill(row));
		return 1;
	`,
	expect: ['consoleBytes', 'wallMs', 'memoryBytes', 'value'],
	limits: { wallMs: 400 },
});
