import { define } from '../bomb.ts';

/** Destructuring within destructuring. */
export const bomb = define({
	source: `await 0; let ${'{a:'.repeat(900)}b${'}'.repeat(900)} = {}`,
	expect: ['value', 'throw', 'syntax', 'wallMs', 'memoryBytes'],
	program: { kind: 'script' },
});
