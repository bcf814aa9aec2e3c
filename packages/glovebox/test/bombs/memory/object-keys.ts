import { define } from '../bomb.ts';

/** A list of strings for each byte. */
export const bomb = define({
	source: `
		const bytes = new Uint8Array(1e7);
		const all = [];
		for (;;) all.push(Object.keys(bytes));
	`,
	expect: ['memoryBytes', 'throw', 'wallMs'],
	limits: { wallMs: 4_000 },
	notKeptBy: ['isolate'],
});
