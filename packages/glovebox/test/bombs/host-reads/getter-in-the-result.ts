import { define } from '../bomb.ts';

/** Whoever reads the result runs the guest. */
export const bomb = define({
	source: `return { get x() { for (;;); } };`,
	expect: ['unfit', 'wallMs'],
});
