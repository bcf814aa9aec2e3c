import { define } from '../bomb.ts';

/** flat() recurses. */
export const bomb = define({
	source: `
		let deep = [];
		for (let i = 0; i < 2e5; i++) deep = [deep];
		return deep.flat(Infinity).length;
	`,
	expect: ['throw', 'value', 'wallMs', 'memoryBytes'],
	limits: { wallMs: 400 },
});
