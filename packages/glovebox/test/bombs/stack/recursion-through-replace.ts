import { define } from '../bomb.ts';

/** Through the regular expression engine. */
export const bomb = define({
	source: `
		const f = () => 'a'.replace(/a/, f);
		return f();
	`,
	expect: ['throw'],
	limits: { wallMs: 2_000 },
});
