import { define } from '../bomb.ts';

/** A growing Map aborted a whole process of worker threads (Node 26.10). */
export const bomb = define({
	source: `
		const all = new Map();
		for (let i = 0; ; i++) all.set(i, i);
	`,
	expect: ['memoryBytes', 'throw', 'wallMs'],
	limits: { wallMs: 4_000 },
	notKeptBy: ['isolate'],
});
