import { define } from '../bomb.ts';

/** The same, each within the other. */
export const bomb = define({
	source: `const a = 0, b = 0; const x = ${'a ? (b = '.repeat(40)}1${') : b => 1'.repeat(40)}`,
	expect: ['wallMs', 'memoryBytes', 'value', 'syntax', 'throw'],
	program: { kind: 'script', language: 'ts' },
	notKeptBy: ['isolate'],
});
