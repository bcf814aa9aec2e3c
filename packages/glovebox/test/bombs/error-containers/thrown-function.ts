import { define } from '../bomb.ts';

/** Something that cannot be copied. */
export const bomb = define({
	source: `throw Object.assign(() => 1, { message: "x", stack: "y" });`,
	expect: ['throw'],
	limits: { wallMs: 2_000 },
});
