import { define } from '../bomb.ts';

/** Own properties of an error cross too. */
export const bomb = define({
	source: `
		const error = new Error("x");
		for (let i = 0; i < 1e5; i++) error["p" + i] = i;
		throw error;
	`,
	expect: ['throw', 'wallMs', 'memoryBytes', 'outputBytes'],
	limits: { wallMs: 400 },
});
