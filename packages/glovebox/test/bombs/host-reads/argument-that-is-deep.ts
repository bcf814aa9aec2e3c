import { define } from '../bomb.ts';

/** Decoded by the host without recursion, or not at all. */
export const bomb = define({
	source: `
		let deep = [];
		for (let i = 0; i < 1e5; i++) deep = [deep];
		await take(deep);
		return 1;
	`,
	expect: ['value', 'outputBytes', 'throw', 'wallMs'],
	grants: ['take'],
	limits: { wallMs: 400 },
});
