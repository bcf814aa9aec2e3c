import { define } from '../bomb.ts';

/** Nothing is printed, the depth grows. */
export const bomb = define({
	source: `for (;;) console.group();`,
	expect: ['wallMs', 'consoleBytes', 'memoryBytes'],
});
