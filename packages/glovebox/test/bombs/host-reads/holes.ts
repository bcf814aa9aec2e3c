import { define } from '../bomb.ts';

/** A length without anything behind it. */
export const bomb = define({
	source: `return new Array(2 ** 32 - 1);`,
	expect: ['outputBytes', 'unfit', 'wallMs'],
});
