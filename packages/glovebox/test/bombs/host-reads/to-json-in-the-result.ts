import { define } from '../bomb.ts';

/** JSON.stringify would call it. */
export const bomb = define({
	source: `return { toJSON() { for (;;); } };`,
	expect: ['unfit', 'wallMs'],
});
