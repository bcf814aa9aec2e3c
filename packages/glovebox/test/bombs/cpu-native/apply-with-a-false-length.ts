import { define } from '../bomb.ts';

/** An argument list of four thousand million. */
export const bomb = define({
	source: `return Math.max.apply(null, { length: 2 ** 32 - 1 });`,
	expect: ['throw', 'wallMs', 'memoryBytes'],
});
