import { define } from '../bomb.ts';

/** A million promises in one call, again and again. */
export const bomb = define({
	source: `for (;;) await Promise.all(new Array(1e6).fill(1));`,
	expect: ['wallMs', 'memoryBytes', 'throw'],
});
