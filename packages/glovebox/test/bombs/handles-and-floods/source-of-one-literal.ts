import { define } from '../bomb.ts';

/** A megabyte of numbers. */
export const bomb = define({
	source: `return [${'1,'.repeat(5e5)}].length`,
	expect: ['value', 'wallMs', 'outputBytes'],
	limits: { wallMs: 400 },
	notKeptBy: ['quickjs', 'isolate'],
});
