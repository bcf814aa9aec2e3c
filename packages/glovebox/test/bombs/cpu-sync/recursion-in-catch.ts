import { define } from '../bomb.ts';

/** As in finally, with the overflow swallowed on the way. */
export const bomb = define({
	source: `
		function f() { try { f(); } catch { f(); } }
		f();
	`,
	expect: ['wallMs', 'throw', 'value'],
});
