import { define } from '../bomb.ts';

/** A loop without anything in it. */
export const bomb = define({
	source: `for (;;);`,
	expect: ['wallMs'],
});
