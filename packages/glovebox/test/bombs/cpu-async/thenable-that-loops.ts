import { define } from '../bomb.ts';

/** The engine calls then in a job. */
export const bomb = define({
	source: `await { then() { for (;;); } };`,
	expect: ['wallMs'],
});
