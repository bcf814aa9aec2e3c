import { attack } from '../attack.ts';

/** The host's own timer, once reached, takes a function of the guest's and calls it outside of everything. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const theirs = host?.constructor.constructor('return globalThis')();
		if (theirs) theirs.setTimeout(() => { theirs.__pwned = true; }, 1);
		return 'done';
	`,
});
