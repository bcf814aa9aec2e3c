import { define } from '../bomb.ts';

/** Shifts what is not there. */
export const bomb = define({
	source: `return Array.prototype.unshift.call({ length: 2 ** 50 }, 1);`,
	expect: ['wallMs', 'throw'],
	notKeptBy: ['quickjs', 'isolate'],
});
