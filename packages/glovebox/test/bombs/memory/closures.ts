import { define } from '../bomb.ts';

/** Functions that hold their surroundings. */
export const bomb = define({
	source: `
		const all = [];
		for (let i = 0; ; i++) { const held = new Array(50).fill(i); all.push(() => held); }
	`,
	expect: ['memoryBytes', 'wallMs'],
	limits: { wallMs: 4_000 },
});
