import { define } from '../bomb.ts';

/** As many brackets as fit into the output. */
export const bomb = define({
	source: `
		let deep = [];
		for (let i = 0; i < 1e5; i++) deep = [deep];
		return deep;
	`,
	expect: ['value', 'outputBytes', 'wallMs', 'unfit'],
	limits: { wallMs: 500 },
});
