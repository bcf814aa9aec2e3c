import { attack } from '../attack.ts';

/** The default of a parameter is in the source, and also what a call without it uses. */
export const escape = attack({
	grants: ['sourced'],
	source: `
		return [await sourced.arrow(), await sourced.arrow(undefined), sourced.arrow.toString(), sourced.asynchronous.length];
	`,
});
