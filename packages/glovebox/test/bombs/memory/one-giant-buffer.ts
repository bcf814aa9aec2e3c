import { define } from '../bomb.ts';

/** More than the whole budget at once, and again when it is refused. */
export const bomb = define({
	source: `for (;;) { try { new Uint8Array(2 ** 31).fill(1); } catch {} }`,
	expect: ['memoryBytes', 'wallMs'],
	limits: { wallMs: 500 },
});
