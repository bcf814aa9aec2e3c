import { define } from '../bomb.ts';

/** Two ways to match each letter. */
export const bomb = define({
	source: `return /^(a|a)*$/.test('a'.repeat(60) + '!');`,
	expect: ['wallMs'],
});
