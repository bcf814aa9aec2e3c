import { attack } from '../attack.ts';

/** A method is taken away. */
export const escape = attack({
	grants: [],
	input: () => ({ set: new Set([1]) }),
	source: `
		delete Object.getPrototypeOf(input.set).has;
		return 'done';
	`,
});
