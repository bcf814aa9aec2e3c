import { define } from '../bomb.ts';

/** Each literal is compiled when it is met, and checked before that. */
export const bomb = define({
	source: `await 0; ${'/(?:a{1,1000}){1,1000}/;'.repeat(2e4)}`,
	expect: ['value', 'wallMs', 'memoryBytes', 'throw', 'syntax'],
	program: { kind: 'script' },
	notKeptBy: ['quickjs', 'isolate'],
});
