import { define } from '../bomb.ts';

/** Code of ten thousand statements, compiled again and again. */
export const bomb = define({
	source: `
		const all = [];
		for (let i = 0; ; i++) { const f = new Function('if (0) {' + ('a' + i + ' += ' + i + ';').repeat(10000) + '}'); f(); all.push(f); }
	`,
	expect: ['memoryBytes', 'wallMs'],
	limits: { wallMs: 800 },
	notKeptBy: ['quickjs'],
});
