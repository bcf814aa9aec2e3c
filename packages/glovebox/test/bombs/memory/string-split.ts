import { define } from '../bomb.ts';

/** A string for each letter. */
export const bomb = define({
	source: `
		const all = [];
		for (let i = 0; ; i++) all.push(('x'.repeat(1e5) + i).split(''));
	`,
	expect: ['memoryBytes'],
	limits: { wallMs: 8_000 },
});
