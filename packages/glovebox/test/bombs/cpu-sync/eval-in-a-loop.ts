import { define } from '../bomb.ts';

/** Compiles a different text each time: compile caches grow. */
export const bomb = define({
	source: `for (let i = 0; ; i++) (0, eval)('1 + ' + i);`,
	expect: ['wallMs', 'memoryBytes'],
});
