import { define } from '../bomb.ts';

/** Arrow function or comparison, nested: trying both is exponential. */
export const bomb = define({
	source: `const x = ${'<T>(a = '.repeat(200)}1${') => 1'.repeat(200)}`,
	expect: ['wallMs', 'memoryBytes', 'value', 'syntax', 'throw'],
	program: { kind: 'script', language: 'ts' },
	notKeptBy: ['isolate'],
});
