import { define } from '../bomb.ts';

/** Moves nothing to nowhere. */
export const bomb = define({
	source: `return Array.prototype.copyWithin.call({ length: 2 ** 50 }, 1, 0);`,
	expect: ['wallMs', 'throw'],
	notKeptBy: ['quickjs', 'isolate'],
});
