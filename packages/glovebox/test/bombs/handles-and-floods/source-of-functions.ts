import { define } from '../bomb.ts';

/** Functions to be hoisted around an await. */
export const bomb = define({
	source: `await 0; ${Array.from({ length: 3e4 }, (_, i) => `function f${i}() { return ${i} }`).join(' ')}`,
	expect: ['value', 'wallMs', 'memoryBytes'],
	program: { kind: 'script' },
	notKeptBy: ['quickjs', 'isolate'],
});
