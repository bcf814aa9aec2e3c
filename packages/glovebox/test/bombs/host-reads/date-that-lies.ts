import { define } from '../bomb.ts';

/** A date whose conversions loop. */
export const bomb = define({
	source: `
		const date = new Date(0);
		date.valueOf = date.toString = date[Symbol.toPrimitive] = () => { for (;;); };
		return date;
	`,
	expect: ['value', 'unfit', 'wallMs'],
});
