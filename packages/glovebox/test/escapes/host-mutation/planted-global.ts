import { attack } from '../attack.ts';

/** A global is planted in the host's realm for a later step. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		host?.constructor.constructor('globalThis.__pwned = true')();
		return 'done';
	`,
});
