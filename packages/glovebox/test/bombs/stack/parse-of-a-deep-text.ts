import { define } from '../bomb.ts';

/** Native recursion over text. */
export const bomb = define({
	source: `return JSON.parse('['.repeat(1e6) + ']'.repeat(1e6)).length;`,
	expect: ['throw', 'value', 'wallMs', 'memoryBytes'],
	limits: { wallMs: 400 },
});
