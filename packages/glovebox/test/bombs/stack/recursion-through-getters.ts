import { define } from '../bomb.ts';

/** The engine calls back for each level. */
export const bomb = define({
	source: `
		const o = { get x() { return this.x; } };
		return o.x;
	`,
	expect: ['throw'],
	limits: { wallMs: 2_000 },
});
