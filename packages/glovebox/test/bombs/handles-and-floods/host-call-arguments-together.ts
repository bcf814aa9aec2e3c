import { define } from '../bomb.ts';

/** Each is small, together they are too much. */
export const bomb = define({
	source: `
		const text = 'x'.repeat(1e5);
		for (;;) await take(text);
	`,
	expect: ['outputBytes'],
	grants: ['take'],
	limits: { wallMs: 2_000 },
});
