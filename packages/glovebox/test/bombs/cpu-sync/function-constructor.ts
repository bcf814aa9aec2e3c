import { define } from '../bomb.ts';

/** A loop in code that was text a moment ago. */
export const bomb = define({
	source: `return new Function('for (;;);')();`,
	expect: ['wallMs'],
});
