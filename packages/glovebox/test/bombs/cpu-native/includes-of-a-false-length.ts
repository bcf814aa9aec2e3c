import { define } from '../bomb.ts';

/** Compares undefined with a hole, many times. */
export const bomb = define({
	source: `return Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1);`,
	expect: ['wallMs'],
	notKeptBy: ['isolate'],
});
