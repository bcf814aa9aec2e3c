import { attack } from '../attack.ts';

/** The getter behind __proto__ is itself a function of the realm that made the object. */
export const escape = attack({
	grants: [],
	input: () => ({ a: { b: 1 } }),
	source: `return loot(input.a.__lookupGetter__('__proto__'));`,
});
