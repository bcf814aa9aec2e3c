import { define } from '../bomb.ts';

/** As reverse, without any writing. */
export const bomb = define({
	source: `return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);`,
	expect: ['wallMs'],
	notKeptBy: ['isolate'],
});
