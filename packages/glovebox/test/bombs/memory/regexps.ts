import { define } from '../bomb.ts';

/** Each pattern compiles to a program of its own. */
export const bomb = define({
	source: `
		const all = [];
		for (let i = 0; ; i++) { const one = new RegExp('(a{100}|b' + i + '){50}'); one.test('ab'); all.push(one); }
	`,
	expect: ['memoryBytes', 'wallMs', 'throw'],
	limits: { wallMs: 4_000 },
});
