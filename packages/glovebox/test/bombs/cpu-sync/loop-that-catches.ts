import { define } from '../bomb.ts';

/** Catches whatever is thrown into it to stop it. */
export const bomb = define({
	source: `for (;;) { try { for (;;); } catch {} }`,
	expect: ['wallMs'],
});
