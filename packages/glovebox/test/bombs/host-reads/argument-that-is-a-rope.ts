import { define } from '../bomb.ts';

/** A lazy string, as an argument. */
export const bomb = define({
	source: `
		let rope = 'x';
		for (let i = 0; i < 26; i++) rope += rope;
		await take(rope);
	`,
	expect: ['outputBytes', 'memoryBytes', 'throw', 'wallMs'],
	grants: ['take'],
});
