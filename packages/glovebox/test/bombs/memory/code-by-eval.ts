import { define } from '../bomb.ts';

/** Functions whose code is different each time. */
export const bomb = define({
	source: `
		const all = [];
		for (let i = 0; ; i++) all.push((0, eval)('(function f' + i + '() { return ' + 'x'.repeat(1000) + i + '; })'));
	`,
	expect: ['memoryBytes', 'wallMs'],
	limits: { wallMs: 4_000 },
	notKeptBy: ['quickjs'],
});
