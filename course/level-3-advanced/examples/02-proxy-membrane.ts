/** A small membrane around a host object, what it does well, and two ways through it: thrown errors and thenables. */
import assert from 'node:assert/strict';
import vm from 'node:vm';

const secret = { value: 'stand-in' };
Object.defineProperty(globalThis, 'standIn', { value: secret });

/** Hands out proxies without a prototype; only the listed names answer, and every function is wrapped in turn. */
function wrap(target: object, names: readonly string[]): object {
	const shell = typeof target === 'function' ? Object.setPrototypeOf(() => {}, null) : Object.create(null);
	return new Proxy(shell, {
		get(_, name) {
			if (typeof name === 'symbol' || !names.includes(name)) return undefined;
			const value: unknown = Reflect.get(target, name);
			return value instanceof Object ? wrap(value, []) : value;
		},
		apply: (_, __, args) => {
			const value: unknown = Reflect.apply(target as () => unknown, undefined, args);
			return value instanceof Object ? wrap(value, []) : value;
		},
		getPrototypeOf: () => null,
		set: () => false,
		defineProperty: () => false,
	});
}

const api = {
	find: (id: string) => ({ id }),
	parse: (text: string) => JSON.parse(text),
};
const guest = (source: string) => vm.runInNewContext(source, { api: wrap(api, ['find', 'parse']) }, { timeout: 200 });
const climb = (value: string) => `${value}.constructor.constructor('return standIn.value')()`;
const tried = (source: string) => {
	try {
		return String(guest(source));
	} catch (error) {
		return Error.isError(error) ? `refused: ${error.message}` : 'refused';
	}
};

// What it is built for: names that are not listed do not exist, and there is no prototype to climb.
console.log('by the constructor:', tried("typeof api.constructor + ' ' + typeof api.find.constructor"));
console.log('by the prototype:', tried('String(Object.getPrototypeOf(api.find))'));
assert.equal(tried("typeof api.constructor + ' ' + typeof api.find.constructor"), 'undefined undefined');

// Leak 1: a wrapped function throws. What is thrown was made by the host, and no trap sees it.
const thrown = `try { api.parse('{') } catch (error) { ${climb('error')} }`;
console.log('by a thrown error:', tried(thrown));
assert.equal(tried(thrown), secret.value);

// Leak 2: the host takes the guest's value for a promise, and gives it a callback that no membrane wrapped.
const thenable = guest(`({ then(done) { done(${climb('done')}) } })`);
const leaked = await new Promise((resolve) => thenable.then((value: unknown) => resolve(value)));
console.log('by a thenable:', leaked);
assert.equal(leaked, secret.value);
