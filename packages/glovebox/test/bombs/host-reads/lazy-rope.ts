import { define } from '../bomb.ts';

/** A string of half a gigabyte that exists only when somebody reads it. */
export const bomb = define({
	source: `
		let rope = 'x';
		for (let i = 0; i < 28; i++) rope += rope;
		return rope;
	`,
	expect: ['outputBytes', 'memoryBytes', 'throw', 'wallMs'],
});
