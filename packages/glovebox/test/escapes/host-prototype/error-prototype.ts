import { attack } from '../attack.ts';

/** The prototype of errors, through a thrown one. */
export const escape = attack({
	grants: ['failing'],
	source: `
		try { await failing.type(); } catch (error) { Object.getPrototypeOf(Object.getPrototypeOf(error)).name = 'Guest'; Object.getPrototypeOf(error).toString = () => 'guest'; }
		return 'done';
	`,
});
