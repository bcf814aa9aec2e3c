import { define } from '../bomb.ts';

/** Suspended functions, each with a frame. */
export const bomb = define({
	source: `
		const never = new Promise(() => {});
		async function wait(i) { const held = [i, i, i]; await never; return held; }
		for (let i = 0; ; i++) wait(i);
	`,
	expect: ['memoryBytes'],
	limits: { wallMs: 8_000 },
});
