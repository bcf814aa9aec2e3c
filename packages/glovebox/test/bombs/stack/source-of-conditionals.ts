import { define } from '../bomb.ts';

/** A question within the answer to a question. */
export const bomb = define({
	source: `return ${'0?0:'.repeat(2e5)}1`,
	expect: ['value', 'syntax', 'wallMs', 'throw', 'memoryBytes'],
	limits: { wallMs: 400 },
	notKeptBy: ['quickjs', 'isolate'],
});
