import { define } from '../bomb.ts';

/** A value that resolves to itself is never resolved. */
export const bomb = define({
	source: `
		const t = { then(resolve) { resolve(t); } };
		await t;
	`,
	expect: ['wallMs'],
});
