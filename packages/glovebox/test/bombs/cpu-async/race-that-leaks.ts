import { define } from '../bomb.ts';

/** Each race leaves a reaction on a promise that never settles. */
export const bomb = define({
	source: `
		const never = new Promise(() => {});
		for (;;) await Promise.race([never, 1]);
	`,
	expect: ['wallMs', 'memoryBytes'],
});
