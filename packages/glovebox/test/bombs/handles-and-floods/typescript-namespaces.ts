import { define } from '../bomb.ts';

/** The same, of namespaces. */
export const bomb = define({
	source: Array.from({ length: 2e4 }, (_, i) => `namespace N${i} { export const a = ${i} }`).join('\n'),
	expect: ['wallMs', 'memoryBytes', 'value', 'syntax'],
	program: { kind: 'script', language: 'ts' },
	notKeptBy: ['quickjs', 'isolate'],
});
