import { define } from '../bomb.ts';

/** The engine reads then before it calls it. */
export const bomb = define({
	source: `await Object.defineProperty({}, "then", { get() { for (;;); } });`,
	expect: ['wallMs'],
});
