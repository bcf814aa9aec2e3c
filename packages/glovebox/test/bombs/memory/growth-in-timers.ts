import { define } from '../bomb.ts';

/** A little in each turn. */
export const bomb = define({
	source: `
		const all = [];
		setInterval(() => { for (let i = 0; i < 1000; i++) all.push(new Array(1000).fill(1.5)); }, 1);
		await new Promise(() => {});
	`,
	expect: ['memoryBytes', 'wallMs'],
	limits: { wallMs: 4_000 },
});
