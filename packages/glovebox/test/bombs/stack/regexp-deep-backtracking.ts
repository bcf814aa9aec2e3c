import { define } from '../bomb.ts';

/** The matcher keeps its choices on a stack. */
export const bomb = define({
	source: `return /(?:.|x)*?y/s.test('x'.repeat(5e6));`,
	expect: ['value', 'throw', 'wallMs', 'memoryBytes'],
	limits: { wallMs: 400 },
});
