import { define } from '../bomb.ts';

/** Never returns to the event loop. */
export const bomb = define({
	source: `for (;;) await null;`,
	expect: ['wallMs'],
});
