import { define } from '../bomb.ts';

/** Flattening a string that leans to one side. */
export const bomb = define({
	source: `
		let rope = '';
		for (let i = 0; i < 3e6; i++) rope = rope + 'ab' + i;
		return rope.charCodeAt(5);
	`,
	expect: ['value', 'throw', 'memoryBytes', 'wallMs'],
	limits: { wallMs: 800 },
});
