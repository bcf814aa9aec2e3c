import { define } from '../bomb.ts';

/** Holes become values, in one call. */
export const bomb = define({
	source: `return new Array(2 ** 32 - 1).toSorted().length;`,
	expect: ['wallMs', 'memoryBytes', 'throw'],
	notKeptBy: ['isolate'],
});
