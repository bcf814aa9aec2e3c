import { define } from '../bomb.ts';

/** Linear memory, where the guest may make some. */
export const bomb = define({
	source: `
		const all = [];
		for (;;) { const memory = new WebAssembly.Memory({ initial: 1000 }); new Uint8Array(memory.buffer).fill(1); all.push(memory); }
	`,
	expect: ['memoryBytes', 'throw', 'wallMs'],
	limits: { wallMs: 8_000 },
});
