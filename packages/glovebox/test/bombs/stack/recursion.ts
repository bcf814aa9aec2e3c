import { define } from '../bomb.ts';

/** The plain one: an error of the guest. */
export const bomb = define({
	source: `
		function f() { return f() + 1; }
		return f();
	`,
	expect: ['throw'],
	limits: { wallMs: 2_000 },
});
