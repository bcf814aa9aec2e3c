import { define } from '../bomb.ts';

/** A needle that almost fits everywhere. */
export const bomb = define({
	source: `
		const hay = 'a'.repeat(2 ** 22);
		const needle = 'a'.repeat(2 ** 21) + 'b';
		for (;;) hay.indexOf(needle);
	`,
	expect: ['wallMs'],
	notKeptBy: ['quickjs', 'isolate'],
});
