import { define } from '../bomb.ts';

/** Each one is an event somewhere. */
export const bomb = define({
	source: `
		for (let i = 0; i < 20000; i++) Promise.reject(new Error("no " + i));
		return 1;
	`,
	expect: ['value', 'wallMs'],
	limits: { wallMs: 800 },
});
