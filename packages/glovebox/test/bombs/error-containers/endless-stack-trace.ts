import { define } from '../bomb.ts';

/** No bound on the frames of a deep recursion. */
export const bomb = define({
	source: `
		Error.stackTraceLimit = Infinity;
		function f() { f(); }
		f();
	`,
	expect: ['throw', 'wallMs'],
	limits: { wallMs: 400 },
});
