import { attack } from '../attack.ts';

/** Thrown errors whose fields are of the wrong kinds: a stack that is a list, a message that is a record, causes in a circle. */
export const escape = attack({
	grants: [],
	source: `
		const error = new AggregateError([new Error('a')], 'x');
		const fields = { stack: ['not', 'text'], cause: error, errors: { length: 2 ** 31 }, code: Symbol.iterator.toString(), name: '\\u001b[2J\\u0000\\u202e', toString: 1, constructor: 'x', __esModule: true, fileName: '/etc/passwd', lineNumber: 1e9, then: 'x' };
		for (const [key, value] of Object.entries(fields)) { try { Object.defineProperty(error, key, { value, enumerable: true, configurable: true }); } catch {} }
		throw error;
	`,
});
