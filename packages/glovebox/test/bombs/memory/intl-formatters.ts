import { define } from '../bomb.ts';

/** A small object in the heap, and a large one of ICU outside of it. */
export const bomb = define({
	source: `
		const all = [];
		for (;;) { all.push(new Intl.DateTimeFormat('en', { dateStyle: 'full' })); all.push(new Intl.NumberFormat('de')); }
	`,
	expect: ['memoryBytes', 'throw', 'wallMs'],
	limits: { wallMs: 8_000 },
	notKeptBy: ['isolate'],
});
