import { define } from '../bomb.ts';

/** Native recursion over data. */
export const bomb = define({
	source: `
		let deep = [];
		for (let i = 0; i < 2e5; i++) deep = [deep];
		return JSON.stringify(deep).length;
	`,
	expect: ['throw', 'value', 'wallMs', 'memoryBytes'],
	limits: { wallMs: 400 },
});
