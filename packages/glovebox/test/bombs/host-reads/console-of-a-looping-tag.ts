import { define } from '../bomb.ts';

/** A tag that is code. */
export const bomb = define({
	source: `
		console.log({ get [Symbol.toStringTag]() { for (;;); } });
		return 1;
	`,
	expect: ['value', 'wallMs'],
});
