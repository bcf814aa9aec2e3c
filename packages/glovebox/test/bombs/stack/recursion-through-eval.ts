import { define } from '../bomb.ts';

/** The parser and the compiler are on the stack each time. */
export const bomb = define({
	source: `
		const f = () => (0, eval)('f')();
		globalThis.f = f;
		return f();
	`,
	expect: ['throw', 'wallMs'],
});
