import { define } from '../bomb.ts';

/** One enum with a member for everything, each in terms of the last. */
export const bomb = define({
	source: `enum E { A0 = 1, ${Array.from({ length: 3e4 }, (_, i) => `A${i + 1} = A${i} + 1`).join(', ')} }`,
	expect: ['wallMs', 'memoryBytes', 'value', 'syntax', 'throw'],
	program: { kind: 'script', language: 'ts' },
	notKeptBy: ['quickjs', 'isolate'],
});
