import { attack } from '../attack.ts';

/** The cause of a synchronous error is a record with a secret. */
export const escape = attack({
	grants: ['failing'],
	source: `try { await failing.caused(); } catch (error) { return [error.cause?.token, loot(error.cause)]; }`,
});
