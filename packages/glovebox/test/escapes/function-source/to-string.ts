import { attack } from '../attack.ts';

/** The text of a granted function is its source. */
export const escape = attack({
	grants: ['sourced'],
	source: `return String(sourced.key);`,
});
