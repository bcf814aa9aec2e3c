import { define } from '../bomb.ts';

/** An array that contains itself twice, flattened without a bound. */
export const bomb = define({
	source: `
		const a = [];
		a.push(a, a);
		return a.flat(Infinity).length;
	`,
	expect: ['throw', 'wallMs', 'memoryBytes'],
});
