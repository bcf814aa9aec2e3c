import { attack } from '../attack.ts';

/** The thrown error carries the key among its own properties. */
export const escape = attack({
	grants: [],
	source: `throw Object.defineProperty(new Error('x'), '__proto__', { value: { polluted: 'yes' }, enumerable: true });`,
});
