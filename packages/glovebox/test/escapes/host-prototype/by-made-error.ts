import { attack } from '../attack.ts';

/** The prototype chain of an error that the host's own formatter made. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		if (host) Object.getPrototypeOf(Object.getPrototypeOf(host)).polluted = 1;
		return 'done';
	`,
});
