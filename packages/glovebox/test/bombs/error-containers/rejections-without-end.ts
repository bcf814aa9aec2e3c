import { define } from '../bomb.ts';

/** In jobs, until the deadline. */
export const bomb = define({
	source: `for (;;) { Promise.reject(null); await null; }`,
	expect: ['wallMs', 'memoryBytes', 'outputBytes', 'consoleBytes'],
});
