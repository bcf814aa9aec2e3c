import { define } from '../bomb.ts';

/** Each frame that overflows begins again in its finally: exponential in the depth of the stack. */
export const bomb = define({
	source: `
		function f() { try { f(); } finally { f(); } }
		f();
	`,
	expect: ['wallMs'],
});
