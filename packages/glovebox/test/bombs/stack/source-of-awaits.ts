import { define } from '../bomb.ts';

/** Prefix operators, in a program that is parsed by our own parser. */
export const bomb = define({
	source: `${'await '.repeat(1e5)}1`,
	expect: ['value', 'syntax', 'wallMs', 'throw', 'memoryBytes'],
	limits: { wallMs: 400 },
	program: { kind: 'script' },
});
