import { attack } from '../attack.ts';

/** The stack of a host error names files and places of the host. */
export const escape = attack({
	grants: ['failing'],
	source: `try { await failing.error(); } catch (error) { return error.stack; }`,
});
