import { define } from '../bomb.ts';

/** Less-than or type argument: a parser must look ahead. */
export const bomb = define({
	source: `const x = ${'f<'.repeat(900)}a${'>'.repeat(900)}(1)`,
	expect: ['wallMs', 'memoryBytes', 'value', 'syntax', 'throw'],
	program: { kind: 'script', language: 'ts' },
});
