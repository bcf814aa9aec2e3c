import { define } from '../bomb.ts';

/** A map whose iterator lies. */
export const bomb = define({
	source: `
		const map = new Map();
		for (let i = 0; i < 2e5; i++) map.set({ i }, [i]);
		Map.prototype[Symbol.iterator] = function* () { for (;;) yield [1, 1]; };
		return map;
	`,
	expect: ['outputBytes', 'memoryBytes', 'wallMs'],
	limits: { wallMs: 400 },
});
