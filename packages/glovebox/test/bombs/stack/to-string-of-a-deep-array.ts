import { define } from '../bomb.ts';

/** join within join. */
export const bomb = define({
	source: `
		let deep = [];
		for (let i = 0; i < 2e5; i++) deep = [deep];
		return String(deep);
	`,
	expect: ['throw', 'value', 'wallMs', 'memoryBytes'],
	limits: { wallMs: 400 },
});
