import { define } from '../bomb.ts';

/** Not on the heap: worker resource limits do not see them. */
export const bomb = define({
	source: `
		const all = [];
		for (let i = 0; ; i++) all.push(new Uint8Array(1e6).fill(1));
	`,
	expect: ['memoryBytes'],
	limits: { wallMs: 8_000 },
});
