import { define } from '../bomb.ts';

/** V8 calls it when a stack is read. */
export const bomb = define({
	source: `
		Error.prepareStackTrace = () => { for (;;); };
		throw new Error("x");
	`,
	expect: ['throw', 'wallMs'],
});
