import { define } from '../bomb.ts';

/** A hundred thousand causes. */
export const bomb = define({
	source: `
		let error = new Error("first");
		for (let i = 0; i < 1e5; i++) error = new Error("x", { cause: error });
		throw error;
	`,
	expect: ['throw', 'wallMs', 'memoryBytes'],
	limits: { wallMs: 400 },
});
