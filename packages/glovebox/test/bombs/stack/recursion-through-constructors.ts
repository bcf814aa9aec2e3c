import { define } from '../bomb.ts';

/** new within new, by Reflect. */
export const bomb = define({
	source: `
		class A { constructor() { Reflect.construct(A, []); } }
		return new A();
	`,
	expect: ['throw'],
	limits: { wallMs: 2_000 },
});
