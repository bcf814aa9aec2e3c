import { define } from '../bomb.ts';

/** The arguments themselves fill the stack. */
export const bomb = define({
	source: `return Math.max(...new Array(1e7).fill(1));`,
	expect: ['throw', 'memoryBytes', 'value', 'wallMs'],
	notKeptBy: ['quickjs'],
});
