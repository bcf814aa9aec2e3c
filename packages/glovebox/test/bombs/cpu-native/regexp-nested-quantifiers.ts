import { define } from '../bomb.ts';

/** The classic: exponential in the length of the text. */
export const bomb = define({
	source: `return /^(a+)+$/.test('a'.repeat(60) + '!');`,
	expect: ['wallMs'],
});
