import { define } from '../bomb.ts';

/** Quiet until nobody looks closely any more, then as fast as it can. */
export const bomb = define({
	source: `
		await new Promise((resolve) => setTimeout(resolve, 2_200));
		const all = [];
		for (let i = 0; ; i++) all.push(new Uint8Array(1e7).fill(1));
	`,
	expect: ['memoryBytes'],
	limits: { wallMs: 10_000 },
});
