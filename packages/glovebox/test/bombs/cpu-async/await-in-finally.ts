import { define } from '../bomb.ts';

/** Goes on behind an error. */
export const bomb = define({
	source: `try { throw 1; } finally { for (;;) await null; }`,
	expect: ['wallMs'],
});
