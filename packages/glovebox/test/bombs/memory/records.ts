import { define } from '../bomb.ts';

/** Small objects, kept. */
export const bomb = define({
	source: `
		const all = [];
		for (let i = 0; ; i++) all.push({ i, a: { b: [i] } });
	`,
	expect: ['memoryBytes'],
	limits: { wallMs: 8_000 },
});
