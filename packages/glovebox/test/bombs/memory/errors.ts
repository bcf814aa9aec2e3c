import { define } from '../bomb.ts';

/** Each holds a stack. */
export const bomb = define({
	source: `
		const all = [];
		const deep = (n) => (n === 0 ? all.push(new Error("x")) : deep(n - 1));
		for (;;) deep(50);
	`,
	expect: ['memoryBytes', 'wallMs'],
	limits: { wallMs: 800 },
});
