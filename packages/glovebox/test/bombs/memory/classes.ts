import { define } from '../bomb.ts';

/** Each one brings a prototype, a map and code. */
export const bomb = define({
	source: `
		const all = [];
		for (let i = 0; ; i++) all.push(class { a = i; #b = i; static c = i; d() { return this.#b; } });
	`,
	expect: ['memoryBytes', 'wallMs'],
	limits: { wallMs: 4_000 },
});
