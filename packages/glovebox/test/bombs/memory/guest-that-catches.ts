import { define } from '../bomb.ts';

/** Survives each refusal, and goes on with smaller things. */
export const bomb = define({
	source: `
		const all = [];
		for (let size = 1e6; ; ) { try { for (;;) all.push(new Array(size).fill(1.5)); } catch { size = Math.max(1, size >> 1); } }
	`,
	expect: ['memoryBytes'],
	limits: { wallMs: 8_000 },
});
