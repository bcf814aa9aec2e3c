import { attack } from '../attack.ts';

/** The function itself as the result: the host's inspection would show it, a copy should not. */
export const escape = attack({
	grants: ['sourced'],
	source: `return { source: sourced.key, all: Object.values(sourced) };`,
});
