import { define } from '../bomb.ts';

/** More than the limit of them. */
export const bomb = define({
	source: `for (;;) setTimeout(() => {}, 1e6);`,
	expect: ['timers', 'throw'],
	limits: { wallMs: 2_000 },
});
