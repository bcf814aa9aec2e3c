import { define } from '../bomb.ts';

/** A colon may end a condition or begin a return type. */
export const bomb = define({
	source: `const a = 0, b = 0, c = 0; const x = ${'a ? (b) : c => '.repeat(5e3)}1`,
	expect: ['wallMs', 'memoryBytes', 'value', 'syntax', 'throw'],
	program: { kind: 'script', language: 'ts' },
	notKeptBy: ['isolate'],
});
