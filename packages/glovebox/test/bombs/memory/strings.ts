import { define } from '../bomb.ts';

/** Many of ten thousand letters. */
export const bomb = define({
	source: `
		const all = [];
		for (let i = 0; ; i++) all.push(('x' + i).repeat(10000).toUpperCase());
	`,
	expect: ['memoryBytes', 'wallMs'],
	limits: { wallMs: 4_000 },
});
