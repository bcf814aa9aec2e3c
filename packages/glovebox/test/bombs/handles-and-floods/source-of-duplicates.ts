import { define } from '../bomb.ts';

/** The same name a hundred thousand times. */
export const bomb = define({
	source: `await 0; ${'var v = 1;'.repeat(1e5)}`,
	expect: ['value', 'wallMs', 'memoryBytes', 'syntax'],
	program: { kind: 'script' },
	notKeptBy: ['quickjs', 'isolate'],
});
