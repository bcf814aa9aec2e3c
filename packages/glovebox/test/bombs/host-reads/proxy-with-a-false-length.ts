import { define } from '../bomb.ts';

/** An array that claims to be longer than any. */
export const bomb = define({
	source: `return new Proxy([], { get: (target, key) => (key === 'length' ? 2 ** 53 - 1 : 1) });`,
	expect: ['unfit', 'wallMs', 'outputBytes', 'throw', 'value', 'memoryBytes'],
});
