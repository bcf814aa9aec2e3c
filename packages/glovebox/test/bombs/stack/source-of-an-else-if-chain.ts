import { define } from '../bomb.ts';

/** A tree that is deep to the right. */
export const bomb = define({
	source: `if (0);${'else if (0);'.repeat(8e4)}`,
	expect: ['value', 'syntax', 'wallMs', 'throw', 'memoryBytes'],
	limits: { wallMs: 400 },
});
