import { define } from '../bomb.ts';

/** Delays that are no numbers, too long, or negative. */
export const bomb = define({
	source: `
		let turns = 0;
		for (const delay of [-1, NaN, Infinity, 2 ** 40, "x", 1e-9, { valueOf: () => -5 }]) setInterval(() => { turns++; }, delay);
		await new Promise(() => {});
	`,
	expect: ['wallMs'],
});
