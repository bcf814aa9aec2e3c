import { define } from '../bomb.ts';

/** Collects before it sorts. */
export const bomb = define({
	source: `return Array.prototype.sort.call({ length: 2 ** 50 }).length;`,
	expect: ['wallMs', 'throw', 'memoryBytes'],
	notKeptBy: ['quickjs'],
});
