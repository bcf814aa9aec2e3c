import { define } from '../bomb.ts';

/** An object that says it is spreadable. */
export const bomb = define({
	source: `return [].concat({ length: 2 ** 50, [Symbol.isConcatSpreadable]: true }).length;`,
	expect: ['wallMs', 'throw', 'memoryBytes', 'value'],
	notKeptBy: ['quickjs'],
});
