import { define } from '../bomb.ts';

/** Sixty nodes, and more paths than atoms. */
export const bomb = define({
	source: `
		let shared = {};
		for (let i = 0; i < 60; i++) shared = { a: shared, b: shared };
		return shared;
	`,
	expect: ['value'],
	limits: { wallMs: 2_000 },
});
