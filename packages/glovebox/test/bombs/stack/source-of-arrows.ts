import { define } from '../bomb.ts';

/** Each arrow function is the body of the one before. */
export const bomb = define({
	source: `return ${'a=>'.repeat(2e5)}1`,
	expect: ['value', 'syntax', 'wallMs', 'throw', 'memoryBytes'],
	limits: { wallMs: 400 },
});
