import { define } from '../bomb.ts';

/** The value is there, and jobs go on. */
export const bomb = define({
	source: `
		(async () => { for (;;) await null; })();
		return 1;
	`,
	expect: ['value', 'wallMs'],
});
