import { define } from '../bomb.ts';

/** A megabyte of enums: what turns them into JavaScript is quadratic. */
export const bomb = define({
	source: Array.from({ length: 3e4 }, (_, i) => `enum E${i} { A = ${i}, B }`).join('\n'),
	expect: ['wallMs', 'memoryBytes', 'value', 'syntax'],
	program: { kind: 'script', language: 'ts' },
	notKeptBy: ['quickjs', 'isolate'],
});
