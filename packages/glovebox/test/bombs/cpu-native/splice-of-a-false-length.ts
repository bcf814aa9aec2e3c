import { define } from '../bomb.ts';

/** Deletes one, moves the rest. */
export const bomb = define({
	source: `return Array.prototype.splice.call({ length: 2 ** 50 }, 0, 1).length;`,
	expect: ['wallMs', 'throw'],
	notKeptBy: ['quickjs', 'isolate'],
});
