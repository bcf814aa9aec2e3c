import { attack } from '../attack.ts';

/** A well-known symbol on the prototype of all: conversions of the host go wrong. */
export const escape = attack({
	grants: [],
	input: () => [{}],
	source: `
		Object.getPrototypeOf(input[0])[Symbol.toStringTag] = 'guest';
		return 'done';
	`,
});
