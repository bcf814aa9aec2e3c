import { define } from '../bomb.ts';

/** Types nest where nothing else does. */
export const bomb = define({
	source: `type A = ${'('.repeat(900)}string${')'.repeat(900)}; type B = ${'{ a: '.repeat(900)}1${' }'.repeat(900)}`,
	expect: ['wallMs', 'memoryBytes', 'value', 'syntax', 'throw'],
	program: { kind: 'script', language: 'ts' },
});
