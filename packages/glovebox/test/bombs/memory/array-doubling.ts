import { define } from '../bomb.ts';

/** One array, twice as large each time. */
export const bomb = define({
	source: `
		let all = [1];
		for (;;) all = [...all, ...all];
	`,
	expect: ['memoryBytes', 'throw'],
	limits: { wallMs: 8_000 },
});
