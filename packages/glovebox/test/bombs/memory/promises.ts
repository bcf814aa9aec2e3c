import { define } from '../bomb.ts';

/** Reactions that wait for ever. */
export const bomb = define({
	source: `
		const never = new Promise(() => {});
		for (;;) never.then(() => 1);
	`,
	expect: ['memoryBytes'],
	limits: { wallMs: 8_000 },
});
