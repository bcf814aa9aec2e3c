import { define } from '../bomb.ts';

/** A little in each job. */
export const bomb = define({
	source: `
		const all = [];
		for (;;) { await null; all.push(new Array(1000).fill(1.5)); }
	`,
	expect: ['memoryBytes'],
	limits: { wallMs: 8_000 },
});
