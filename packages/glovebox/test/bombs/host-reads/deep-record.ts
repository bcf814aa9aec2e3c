import { define } from '../bomb.ts';

/** A million levels. */
export const bomb = define({
	source: `
		let deep = {};
		for (let i = 0; i < 1e6; i++) deep = { deep };
		return deep;
	`,
	expect: ['outputBytes', 'wallMs', 'memoryBytes', 'unfit'],
	limits: { wallMs: 500 },
});
