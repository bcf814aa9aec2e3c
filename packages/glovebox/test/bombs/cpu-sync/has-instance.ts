import { define } from '../bomb.ts';

/** instanceof runs code of the right side. */
export const bomb = define({
	source: `return ({}) instanceof { [Symbol.hasInstance]() { for (;;); } };`,
	expect: ['wallMs'],
});
