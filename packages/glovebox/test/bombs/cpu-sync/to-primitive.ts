import { define } from '../bomb.ts';

/** A conversion that the engine asks for. */
export const bomb = define({
	source: `return +{ valueOf() { for (;;); } };`,
	expect: ['wallMs'],
});
