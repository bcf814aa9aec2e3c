import { define } from '../bomb.ts';

/** Left-leaning, a hundred thousand operators. */
export const bomb = define({
	source: `return (0, eval)('1' + '+1'.repeat(1e5));`,
	expect: ['throw', 'value', 'wallMs'],
	limits: { wallMs: 400 },
});
