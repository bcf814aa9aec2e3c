import { define } from '../bomb.ts';

/** The compiler of patterns recurses. */
export const bomb = define({
	source: `return new RegExp('('.repeat(1e5) + ')'.repeat(1e5)).test('');`,
	expect: ['throw', 'value', 'wallMs', 'memoryBytes'],
	limits: { wallMs: 400 },
});
