import { define } from '../bomb.ts';

/** To compile one of these takes more than a millisecond: V8 writes out all emoji. Whoever copies a list of them compiles each. */
export const bomb = define({
	source: `
		const all = [];
		for (let i = 0; i < 300; i++) all.push(new RegExp('\\\\p{RGI_Emoji}' + i, 'v'));
		return all;
	`,
	expect: ['unfit', 'wallMs', 'memoryBytes', 'throw'],
	limits: { wallMs: 600 },
});
