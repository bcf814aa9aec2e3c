import { define } from '../bomb.ts';

/** Nothing nests, and the tree is deep. */
export const bomb = define({
	source: `return 1${'+1'.repeat(4e5)}`,
	expect: ['value', 'syntax', 'wallMs', 'throw', 'memoryBytes'],
	limits: { wallMs: 400 },
});
