import { define } from '../bomb.ts';

/** A length that no array has, walked natively. */
export const bomb = define({
	source: `return Array.prototype.reverse.call({ length: 2 ** 50 });`,
	expect: ['wallMs', 'throw'],
	notKeptBy: ['quickjs', 'isolate'],
});
