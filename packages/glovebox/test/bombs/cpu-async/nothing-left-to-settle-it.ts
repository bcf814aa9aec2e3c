import { define } from '../bomb.ts';

/** Waits for nothing. */
export const bomb = define({
	source: `await new Promise(() => {});`,
	expect: ['pending'],
	limits: { wallMs: 2_000 },
});
