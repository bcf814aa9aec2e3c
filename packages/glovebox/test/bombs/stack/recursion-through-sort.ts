import { define } from '../bomb.ts';

/** Through a native function. */
export const bomb = define({
	source: `
		const f = () => [1, 2].sort(f).length;
		return f();
	`,
	expect: ['throw'],
	limits: { wallMs: 2_000 },
});
