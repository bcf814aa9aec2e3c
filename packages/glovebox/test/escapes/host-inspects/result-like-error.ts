import { attack } from '../attack.ts';

/** A record that looks like an error, a promise, a buffer and a date to whoever tests by shape. */
export const escape = attack({
	grants: [],
	source: `
		return { name: 'TypeError', message: 'x', stack: 'TypeError: x\\n    at /etc/passwd:1:1', code: 'ENOENT', then: 1, catch: 2, type: 'Buffer', data: [1, 2, 3], getTime: 0, toISOString: 1, length: 3, byteLength: 8, nodeType: 1, $$typeof: 'Symbol(react.element)', _isAMomentObject: true, asymmetricMatch: 1, constructor: { name: 'Object' }, hasOwnProperty: 1, isPrototypeOf: 2, toString: 3, valueOf: 4, inspect: 5 };
	`,
});
