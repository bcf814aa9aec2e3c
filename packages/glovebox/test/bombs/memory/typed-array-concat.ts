import { define } from '../bomb.ts';

/** Copies of copies. */
export const bomb = define({
	source: `
		let bytes = new Uint8Array(1024).fill(1);
		for (;;) { const next = new Uint8Array(bytes.length * 2); next.set(bytes); next.set(bytes, bytes.length); bytes = next; }
	`,
	expect: ['memoryBytes', 'throw'],
	limits: { wallMs: 8_000 },
});
