import { attack } from '../attack.ts';

/** A symbol is thrown: a primitive, whose description is text of the host's. */
export const escape = attack({
	grants: ['failing'],
	source: `try { await failing.symbol(); } catch (thrown) { return thrown.description ?? Object(thrown).toString(); }`,
});
