import { define } from '../bomb.ts';

/** No error at all. */
export const bomb = define({
	source: `throw null;`,
	expect: ['throw'],
	limits: { wallMs: 2_000 },
});
