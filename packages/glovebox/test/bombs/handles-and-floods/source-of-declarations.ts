import { define } from '../bomb.ts';

/** Every name is a binding, and our own parser keeps them all. */
export const bomb = define({
	source: `await 0; ${Array.from({ length: 4e4 }, (_, i) => `let v${i} = ${i};`).join(' ')}`,
	expect: ['value', 'wallMs', 'memoryBytes', 'syntax'],
	program: { kind: 'script' },
	notKeptBy: ['quickjs', 'isolate'],
});
