import { define } from '../bomb.ts';

/** Backtracks within an assertion. */
export const bomb = define({
	source: `return /^(?=(a+)+$)/.test('a'.repeat(60) + '!');`,
	expect: ['wallMs'],
});
