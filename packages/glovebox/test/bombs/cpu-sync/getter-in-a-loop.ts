import { define } from '../bomb.ts';

/** The time is spent in an accessor. */
export const bomb = define({
	source: `
		const o = { get x() { for (;;); } };
		return o.x;
	`,
	expect: ['wallMs'],
});
