import { define } from '../bomb.ts';

/** Conversion within conversion. */
export const bomb = define({
	source: `
		const o = { toString() { return '' + this; } };
		return '' + o;
	`,
	expect: ['throw'],
	limits: { wallMs: 2_000 },
});
