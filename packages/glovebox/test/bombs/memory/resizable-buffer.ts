import { define } from '../bomb.ts';

/** Reserved in one go, made real little by little. */
export const bomb = define({
	source: `
		const buffer = new ArrayBuffer(0, { maxByteLength: 2 ** 30 });
		for (let size = 1e6; ; size += 1e6) { buffer.resize(size); new Uint8Array(buffer).fill(1, size - 1e6); }
	`,
	expect: ['memoryBytes', 'throw', 'wallMs'],
	limits: { wallMs: 4_000 },
	notKeptBy: ['isolate'],
});
