import { define } from '../bomb.ts';

/** Arrays of small numbers. */
export const bomb = define({
	source: `
		const all = [];
		for (let i = 0; ; i++) all.push(new Array(1000).fill(i));
	`,
	expect: ['memoryBytes'],
	limits: { wallMs: 8_000 },
});
