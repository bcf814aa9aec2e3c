import { attack } from '../attack.ts';

/** The original `toString` is called on it, whatever the function's own says. */
export const escape = attack({
	grants: ['sourced'],
	source: `
		return Function.prototype.toString.call(sourced.key) + Reflect.apply(Object.getPrototypeOf(sourced.arrow).toString, sourced.arrow, []);
	`,
});
