import { define } from '../bomb.ts';

/** Code that runs while a class is being defined. */
export const bomb = define({
	source: `class A { static { for (;;); } }`,
	expect: ['wallMs'],
});
