import { define } from '../bomb.ts';

/** Waits for a moment that never comes. */
export const bomb = define({
	source: `while (Date.now() < Infinity);`,
	expect: ['wallMs'],
});
