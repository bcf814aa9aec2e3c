import { define } from '../bomb.ts';

/** Backtracking at each place of the text, behind split. */
export const bomb = define({
	source: `return ('a'.repeat(40) + '!').repeat(1000).split(/(?:a+)+$/).length;`,
	expect: ['wallMs'],
});
