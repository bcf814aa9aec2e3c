import { define } from '../bomb.ts';

/** From the far end. */
export const bomb = define({
	source: `return Array.prototype.lastIndexOf.call({ length: 2 ** 53 - 1 }, 1);`,
	expect: ['wallMs'],
	notKeptBy: ['isolate'],
});
