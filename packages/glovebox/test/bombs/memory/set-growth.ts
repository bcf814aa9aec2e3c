import { define } from '../bomb.ts';

/** Large tables are copied when they grow. */
export const bomb = define({
	source: `
		const all = new Set();
		for (let i = 0; ; i++) all.add(i + 0.5);
	`,
	expect: ['memoryBytes', 'throw', 'wallMs'],
	limits: { wallMs: 4_000 },
});
