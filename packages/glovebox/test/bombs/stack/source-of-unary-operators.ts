import { define } from '../bomb.ts';

/** Prefix operators recurse in every parser. */
export const bomb = define({
	source: `return ${'!'.repeat(5e5)}1`,
	expect: ['value', 'syntax', 'wallMs', 'throw', 'memoryBytes'],
	limits: { wallMs: 400 },
	notKeptBy: ['quickjs'],
});
