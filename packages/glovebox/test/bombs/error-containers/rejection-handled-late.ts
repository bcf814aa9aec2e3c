import { define } from '../bomb.ts';

/** Told of, and then taken back, many times. */
export const bomb = define({
	source: `for (;;) { const no = Promise.reject(1); await null; no.catch(() => {}); }`,
	expect: ['wallMs', 'memoryBytes'],
});
