import { define } from '../bomb.ts';

/** A parser recurses for each one. */
export const bomb = define({
	source: `return (0, eval)('('.repeat(1e5) + '1' + ')'.repeat(1e5));`,
	expect: ['throw', 'value', 'wallMs'],
	limits: { wallMs: 400 },
});
