import { attack } from '../attack.ts';

/** The prototype of functions, through a granted one. */
export const escape = attack({
	grants: ['plain'],
	source: `
		Object.getPrototypeOf(Object.getPrototypeOf(plain.add)).isAdmin = true;
		return 'done';
	`,
});
