import { define } from '../bomb.ts';

/** A graph that is wide and deep. */
export const bomb = define({
	source: `
		const tree = (n) => (n === 0 ? [] : Array.from({ length: 100 }, () => tree(n - 1)));
		console.dir(tree(3), { depth: null, maxArrayLength: Infinity });
		return 1;
	`,
	expect: ['consoleBytes', 'wallMs', 'memoryBytes', 'value'],
	limits: { wallMs: 400 },
});
