import { define } from '../bomb.ts';

/** Five million numbers. */
export const bomb = define({
	source: `return new Array(5e6).fill(0);`,
	expect: ['outputBytes', 'memoryBytes', 'wallMs', 'throw'],
});
