import { define } from '../bomb.ts';

/** Writes properties until something gives. */
export const bomb = define({
	source: `return Array.prototype.fill.call({ length: 2 ** 50 }, 0).length;`,
	expect: ['wallMs', 'memoryBytes', 'throw'],
	notKeptBy: ['quickjs', 'isolate'],
});
