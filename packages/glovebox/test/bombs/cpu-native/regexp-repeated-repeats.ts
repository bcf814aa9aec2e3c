import { define } from '../bomb.ts';

/** A short pattern that compiles to a huge program. */
export const bomb = define({
	source: `return new RegExp('(?:' + 'a{1000}'.repeat(200) + '){1000}').test('a');`,
	expect: ['wallMs', 'throw', 'value', 'memoryBytes'],
});
