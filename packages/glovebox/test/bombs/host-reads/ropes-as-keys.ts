import { define } from '../bomb.ts';

/** A key is flattened and interned. */
export const bomb = define({
	source: `
		let rope = 'k';
		for (let i = 0; i < 24; i++) rope += rope;
		return { [rope]: 1 };
	`,
	expect: ['outputBytes', 'memoryBytes', 'throw', 'wallMs', 'unfit'],
});
