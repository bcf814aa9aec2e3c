import { define } from '../bomb.ts';

/** By the hundred. */
export const bomb = define({
	source: `
		for (let i = 0; i < 500; i++) setTimeout(() => { throw null; });
		await new Promise((done) => setTimeout(done, 50));
		return 1;
	`,
	expect: ['value', 'throw'],
	limits: { wallMs: 2_000 },
});
