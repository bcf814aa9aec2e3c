import { attack } from '../attack.ts';

/** The key is in the cause of a thrown error, which is a record. */
export const escape = attack({
	grants: [],
	source: `throw new Error('x', { cause: JSON.parse('{"__proto__": {"polluted": "yes"}}') });`,
});
