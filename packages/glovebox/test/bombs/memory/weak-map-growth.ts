import { define } from '../bomb.ts';

/** Keys that are kept alive beside it. */
export const bomb = define({
	source: `
		const all = new WeakMap();
		let last = {};
		for (;;) { const next = { last }; all.set(next, new Array(100).fill(1)); last = next; }
	`,
	expect: ['memoryBytes', 'throw', 'wallMs'],
	limits: { wallMs: 8_000 },
});
