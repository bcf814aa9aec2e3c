import { define } from '../bomb.ts';

/** Blocks in a later turn. */
export const bomb = define({
	source: `
		setTimeout(() => { for (;;); });
		await new Promise(() => {});
	`,
	expect: ['wallMs'],
});
