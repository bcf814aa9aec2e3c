/** Functions that fail, with what hosts leave on their errors. */
import { PublicError } from 'glovebox';
import { type Grant, grant, type Make } from './grant.ts';

export const failing: Make = ({ secret }) => ({ failing: failures(secret) });

function failures(secret: string): Readonly<Record<string, Grant>> {
	const detailed = (message: string) => {
		const error = Object.assign(new Error(message), { config: { headers: { authorization: secret } }, errno: -1 });
		error.stack = `${error.stack}\n    at connect (/srv/${secret}/db.js:1:1)`;
		return error;
	};
	const fail = (make: () => unknown) =>
		grant(() => {
			throw make();
		});
	return {
		error: fail(() => detailed('no connection')),
		cause: fail(() => new Error('no connection', { cause: detailed('refused') })),
		aggregate: fail(() => new AggregateError([detailed('first'), detailed('second')], 'all failed')),
		object: fail(() => ({ code: 7, token: secret })),
		type: fail(() => Object.assign(new TypeError('wrong type'), { input: secret })),
		symbol: fail(() => Symbol(secret)),
		told: fail(() => Object.assign(new PublicError('no such order', { name: 'NotFound', details: { id: 7 } }), { query: secret })),
		odd: fail(() => Object.assign(Object.create(null), { message: 'odd', toString: () => secret })),
		rejects: grant(() => Promise.reject(detailed('later'))),
		sync: { ...fail(() => detailed('at once')), sync: true },
		caused: { ...fail(() => new RangeError('at once', { cause: { token: secret } })), sync: true },
	};
}
