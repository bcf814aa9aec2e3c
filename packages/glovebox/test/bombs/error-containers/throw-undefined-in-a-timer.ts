import { define } from '../bomb.ts';

/** Nobody is there to catch it. */
export const bomb = define({
	source: `
		setTimeout(() => { throw undefined; });
		await new Promise((done) => setTimeout(done, 20));
		return 1;
	`,
	expect: ['value', 'throw'],
	limits: { wallMs: 2_000 },
});
