import { define } from '../bomb.ts';

/** A rest element collects for ever. */
export const bomb = define({
	source: `
		const endless = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }) }) };
		const [first, ...rest] = endless;
	`,
	expect: ['wallMs', 'memoryBytes', 'throw'],
});
