import { define } from '../bomb.ts';

/** Backtracks from right to left. */
export const bomb = define({
	source: `return /(?<=^(a+)+)!/.test('a'.repeat(60) + '?!');`,
	expect: ['wallMs', 'value'],
});
