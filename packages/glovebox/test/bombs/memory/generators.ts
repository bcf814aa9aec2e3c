import { define } from '../bomb.ts';

/** Suspended in the middle. */
export const bomb = define({
	source: `
		const all = [];
		function* g(i) { yield i; }
		for (let i = 0; ; i++) { const one = g(i); one.next(); all.push(one); }
	`,
	expect: ['memoryBytes'],
	limits: { wallMs: 8_000 },
});
