import { define } from '../bomb.ts';

/** The value is there, and a timer is due. */
export const bomb = define({
	source: `
		setTimeout(() => { for (;;); });
		return 1;
	`,
	expect: ['value'],
	limits: { wallMs: 2_000 },
});
