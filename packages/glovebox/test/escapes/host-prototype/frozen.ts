import { attack } from '../attack.ts';

/** Nothing is added: the host's prototype is frozen, and its next write fails. */
export const escape = attack({
	grants: [],
	input: () => ({ all: new Map([[1, 2]]) }),
	source: `
		Object.preventExtensions(Object.getPrototypeOf(input.all));
		return 'done';
	`,
});
