import { define } from '../bomb.ts';

/** Far apart: a dictionary instead of a list. */
export const bomb = define({
	source: `
		const all = [];
		for (let i = 0; ; i++) all[(i * 1000003) % 4294967290] = i;
	`,
	expect: ['memoryBytes', 'throw', 'wallMs'],
	limits: { wallMs: 800 },
});
