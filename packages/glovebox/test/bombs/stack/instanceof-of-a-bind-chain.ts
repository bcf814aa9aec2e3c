import { define } from '../bomb.ts';

/** Bound functions ask their target. */
export const bomb = define({
	source: `
		let f = function () {};
		for (let i = 0; i < 1e5; i++) f = f.bind(null);
		return {} instanceof f;
	`,
	expect: ['throw', 'value', 'wallMs', 'memoryBytes'],
	limits: { wallMs: 400 },
});
