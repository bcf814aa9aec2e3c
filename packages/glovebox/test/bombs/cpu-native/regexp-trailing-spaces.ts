import { define } from '../bomb.ts';

/** Quadratic on a text that looks harmless. */
export const bomb = define({
	source: `return (' '.repeat(2e6) + 'x').replace(/\\s+$/, '').length;`,
	expect: ['wallMs'],
});
