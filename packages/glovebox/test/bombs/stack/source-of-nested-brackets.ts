import { define } from '../bomb.ts';

/** The program itself: seen before any parser recurses. */
export const bomb = define({
	source: '['.repeat(1e5) + ']'.repeat(1e5),
	expect: ['syntax'],
	limits: { wallMs: 2_000 },
});
