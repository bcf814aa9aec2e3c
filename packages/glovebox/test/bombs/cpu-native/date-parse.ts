import { define } from '../bomb.ts';

/** A parser of dates, and a megabyte that is none. */
export const bomb = define({
	source: `
		const text = '(' .repeat(1e6);
		for (;;) Date.parse(text);
	`,
	expect: ['wallMs'],
	notKeptBy: ['isolate'],
});
