import { attack } from '../attack.ts';

/** The error of a host function is an object of the host's realm (vm2 issue 138). */
export const escape = attack({
	grants: ['failing'],
	source: `try { await failing.error(); } catch (error) { return loot(error) ?? loot(error.constructor); }`,
});
