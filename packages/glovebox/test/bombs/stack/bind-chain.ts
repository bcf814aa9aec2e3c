import { define } from '../bomb.ts';

/** A bound function of a bound function. */
export const bomb = define({
	source: `
		let f = () => 1;
		for (let i = 0; i < 1e5; i++) f = f.bind(null);
		return f();
	`,
	expect: ['throw', 'value', 'wallMs', 'memoryBytes'],
	limits: { wallMs: 400 },
});
