import { define } from '../bomb.ts';

/** Each holds itself and its brother. */
export const bomb = define({
	source: `
		const one = new AggregateError([], "one");
		const two = new AggregateError([one, one], "two");
		one.errors.push(two, two, one);
		throw two;
	`,
	expect: ['throw'],
	limits: { wallMs: 2_000 },
});
