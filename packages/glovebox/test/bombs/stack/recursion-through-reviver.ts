import { define } from '../bomb.ts';

/** Through the JSON parser. */
export const bomb = define({
	source: `
		const f = () => JSON.parse('[1]', f);
		return f();
	`,
	expect: ['throw'],
	limits: { wallMs: 2_000 },
});
