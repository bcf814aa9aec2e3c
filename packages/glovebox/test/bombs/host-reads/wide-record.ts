import { define } from '../bomb.ts';

/** Half a million names. */
export const bomb = define({
	source: `
		const wide = {};
		for (let i = 0; i < 5e5; i++) wide['name' + i] = i;
		return wide;
	`,
	expect: ['outputBytes', 'memoryBytes', 'wallMs'],
	limits: { wallMs: 400 },
});
