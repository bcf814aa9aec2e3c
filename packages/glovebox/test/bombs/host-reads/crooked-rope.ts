import { define } from '../bomb.ts';

/** Built from the wrong end, so that flattening it is deep. */
export const bomb = define({
	source: `
		let rope = '';
		for (let i = 0; i < 2e6; i++) rope = 'a' + rope;
		return rope;
	`,
	expect: ['outputBytes', 'memoryBytes', 'wallMs', 'throw'],
	limits: { wallMs: 400 },
});
