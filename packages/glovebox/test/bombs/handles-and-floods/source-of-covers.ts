import { define } from '../bomb.ts';

/** Parentheses that may turn out to be parameters: a parser that tries twice is exponential. */
export const bomb = define({
	source: `await 0; ${'(a=('.repeat(450)}1${'))'.repeat(450)}`,
	expect: ['value', 'throw', 'syntax', 'wallMs', 'memoryBytes'],
	program: { kind: 'script' },
});
