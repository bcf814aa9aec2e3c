import { define } from '../bomb.ts';

/** Numbers of a hundred kilobytes. */
export const bomb = define({
	source: `
		const all = [];
		for (let i = 0; ; i++) all.push((1n << 800000n) + BigInt(i));
	`,
	expect: ['memoryBytes', 'throw'],
	limits: { wallMs: 8_000 },
});
