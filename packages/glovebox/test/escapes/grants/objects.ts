/** Functions that return what hosts return: built-ins, instances, parts of larger things. */
import { type Grant, grant, type Make } from './grant.ts';

export const objects: Make = ({ secret }) => ({ objects: results(secret) });

function results(secret: string): Readonly<Record<string, Grant>> {
	return {
		map: grant(() => new Map([['a', { one: 1 }]])),
		list: grant(() => [1, 2, { three: 3 }]),
		record: grant(() => ({ id: 1, nested: { id: 2 } })),
		date: grant(() => new Date(0)),
		user: grant(() => new User(secret)),
		promise: grant(() => Promise.resolve({ later: 1 })),
		bytes: grant(() => new Uint8Array([1, 2, 3])),
		/** Three bytes of a larger buffer that holds other things too, as Node's own pool does. */
		pooled: grant(() => Buffer.from(`${secret}abc`).subarray(secret.length)),
		view: grant(() => new DataView(new TextEncoder().encode(`ab${secret}`).buffer, 0, 2)),
		error: grant(() => Object.assign(new Error('returned'), { cause: { stack: `at ${secret}` } }).message),
		failure: grant(() => new Error('a result')),
		pattern: grant(() => /a/g),
		iterator: grant(() => [1, 2][Symbol.iterator]()),
		generator: grant(() =>
			(function* () {
				yield secret.length;
			})(),
		),
		hidden: grant(() => Object.defineProperty({ id: 1 }, 'token', { value: secret, enumerable: false })),
		symbols: grant(() => ({ id: 1, [Symbol('token')]: secret })),
		lazy: grant(() => ({
			id: 1,
			get connection() {
				return process;
			},
		})),
		methods: grant(() => ({ id: 1, save() {} })),
		proxied: grant(() => new Proxy({ id: 1 }, {})),
		weak: grant(() => new WeakMap()),
		bound: grant(() => fetchLike.bind(null, secret)),
		inherits: grant(() => Object.create({ token: secret }, { id: { value: 1, enumerable: true } })),
	};
}

class User {
	name = 'ada';
	#token: string;
	constructor(token: string) {
		this.#token = token;
	}
	reveal() {
		return this.#token;
	}
}

function fetchLike(token: string, path: string): string {
	return `${token.length} ${path}`;
}
