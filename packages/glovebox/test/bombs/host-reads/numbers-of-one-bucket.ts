import { define } from '../bomb.ts';

/** Bigints that are all alike in their lowest 64 bits, which is what V8 hashes of them: a Set of these is a list to whoever fills it. */
export const bomb = define({
	source: `
		const all = new Set();
		for (let i = 1; i <= 20_000; i++) all.add(BigInt(i) << 64n);
		return all;
	`,
	expect: ['unfit', 'wallMs'],
	limits: { wallMs: 400 },
});
