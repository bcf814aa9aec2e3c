import { define } from '../bomb.ts';

/** JSON.parse calls back. */
export const bomb = define({
	source: `return JSON.parse('[1, 2]', () => { for (;;); });`,
	expect: ['wallMs'],
});
