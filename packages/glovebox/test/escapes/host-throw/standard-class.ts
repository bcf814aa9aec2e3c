import { attack } from '../attack.ts';

/** Errors of the standard classes are often passed on by kind, with what was added to them. */
export const escape = attack({
	grants: ['failing'],
	source: `try { await failing.type(); } catch (error) { return [error.input, { ...error }, loot(error)]; }`,
});
