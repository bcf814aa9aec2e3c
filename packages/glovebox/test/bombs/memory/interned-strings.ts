import { define } from '../bomb.ts';

/** Names of properties are kept in a table of their own. */
export const bomb = define({
	source: `
		const all = {};
		for (let i = 0; ; i++) all['a name that is rather long and different ' + i] = i;
	`,
	expect: ['memoryBytes', 'wallMs'],
	limits: { wallMs: 4_000 },
});
