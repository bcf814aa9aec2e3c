import { define } from '../bomb.ts';

/** A finally that undoes the completion it was entered with. */
export const bomb = define({
	source: `for (;;) { try { for (;;); } finally { continue; } }`,
	expect: ['wallMs'],
});
