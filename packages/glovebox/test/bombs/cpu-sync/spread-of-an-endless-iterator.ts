import { define } from '../bomb.ts';

/** The engine itself drives the iterator. */
export const bomb = define({
	source: `return [...(function* () { for (;;) yield 1; })()].length;`,
	expect: ['wallMs', 'memoryBytes', 'throw'],
});
