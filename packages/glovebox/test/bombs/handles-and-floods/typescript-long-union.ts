import { define } from '../bomb.ts';

/** A type of a hundred thousand members. */
export const bomb = define({
	source: `type A = ${"'a' | ".repeat(1e5)}'b'; 1`,
	expect: ['wallMs', 'memoryBytes', 'value', 'syntax'],
	program: { kind: 'script', language: 'ts' },
	notKeptBy: ['quickjs', 'isolate'],
});
