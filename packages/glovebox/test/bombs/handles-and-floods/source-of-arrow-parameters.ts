import { define } from '../bomb.ts';

/** Defaults that are arrow functions with defaults. */
export const bomb = define({
	source: `await 0; ${'(a='.repeat(400)}1${')=>1'.repeat(400)}; 1`,
	expect: ['value', 'throw', 'syntax', 'wallMs', 'memoryBytes'],
	program: { kind: 'script' },
	notKeptBy: ['isolate'],
});
