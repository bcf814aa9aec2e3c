import { define } from '../bomb.ts';

/** A loop that V8 unrolls, and that then ignored every request to end (13.6 and 14.6). */
export const bomb = define({
	source: `for (;;) new Array(1000).fill(1);`,
	expect: ['wallMs', 'memoryBytes'],
});
