import { define } from '../bomb.ts';

/** Asked for and never written: no page of it exists yet. */
export const bomb = define({
	source: `
		const all = [];
		for (let i = 0; ; i++) all.push(new ArrayBuffer(1e7));
	`,
	expect: ['memoryBytes', 'throw', 'wallMs'],
	limits: { wallMs: 8_000 },
});
