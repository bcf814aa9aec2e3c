import assert from 'node:assert/strict';
import { webGlobals } from './web/names.ts';
import { messagesOf, takeMessages, testRealms } from './test/realms.ts';

/** Everything a guest can name on every engine. A change of an engine shows here. */
const everywhere = `Infinity NaN undefined globalThis eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI
	encodeURIComponent escape unescape Object Function Boolean Symbol Number BigInt Math Date String RegExp JSON Reflect Proxy Error
	AggregateError EvalError RangeError ReferenceError SuppressedError SyntaxError TypeError URIError Array Map Set WeakMap WeakSet
	WeakRef FinalizationRegistry Iterator Promise DisposableStack AsyncDisposableStack ArrayBuffer DataView Int8Array Uint8Array
	Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array Float64Array
	setTimeout setInterval clearTimeout clearInterval queueMicrotask console`;
const v8Only = ['Intl', 'Temporal'];
const ofTheWeb = Object.values(webGlobals).flat();

testRealms('a guest finds the same globals on every engine', {}, (realm) => {
	const names = realm.show('Reflect.ownKeys(globalThis).map(String).join(" ")').split(' ');
	assert.deepEqual(names.filter((name) => !v8Only.includes(name)).sort(), [...everywhere.split(/\s+/), ...ofTheWeb].sort());
});

/**
 * Walks everything that a guest can reach without calling functions of its own making, and lists the functions that are
 * neither the engine's nor in `allowed`. Objects that the walk makes are few and known to be the engine's.
 */
const walk = String.raw`((allowed) => {
	const seen = new Set();
	const found = [];
	const queue = [[globalThis, 'globalThis'], [Object.getPrototypeOf(function* () {}), 'Generator'], [Object.getPrototypeOf(async () => 1), 'AsyncFunction'],
		[Object.getPrototypeOf(async function* () {}), 'AsyncGenerator'], [[].values(), 'ArrayIterator'], [new Map().entries(), 'MapIterator'],
		[new Set().values(), 'SetIterator'], ['x'.matchAll(/x/g), 'RegExpIterator'], [''[Symbol.iterator](), 'StringIterator'],
		[Iterator.from({ next() {} }), 'WrapIterator'], [[].values().map(String), 'IteratorHelper'], [new Error('x'), 'Error']];
	while (queue.length > 0) {
		const [value, path] = queue.pop();
		if ((typeof value !== 'object' || value === null) && typeof value !== 'function') continue;
		if (seen.has(value)) continue;
		seen.add(value);
		if (typeof value === 'function' && !/\{\s*\[native code\]\s*\}\s*$/.test(Function.prototype.toString.call(value)) && !allowed.includes(path)) found.push(path);
		queue.push([Object.getPrototypeOf(value), path + '.__proto__']);
		for (const key of Reflect.ownKeys(value)) {
			const name = path === 'globalThis' ? String(key) : path + '.' + String(key);
			const descriptor = Object.getOwnPropertyDescriptor(value, key);
			queue.push([descriptor.value, name], [descriptor.get, name + '.get'], [descriptor.set, name + '.set']);
		}
	}
	return found.sort().join(' ');
})`;

/** They tell whole milliseconds: `date.ts`. */
const ofTemporal = ['instant', 'plainDateISO', 'plainDateTimeISO', 'plainTimeISO', 'zonedDateTimeISO'].map(
	(name) => `Temporal.Now.${name}`,
);

/** They put the text of an error before its frames: `error-stack.ts`. */
const ofStacks = ['Error.__proto__.constructor.captureStackTrace', 'Error.__proto__.stack.get'];

testRealms(
	'a guest reaches no function of the bridge but those installed for it',
	{
		setup: {
			functions: [
				['kv.get', 0],
				['print', 1],
			],
		},
	},
	(realm) => {
		const stubs = [
			'kv.get',
			'print',
			'setTimeout',
			'setInterval',
			'clearTimeout',
			'clearInterval',
			'queueMicrotask',
			...(realm.show('typeof Temporal') === 'undefined' ? [] : ofTemporal),
			...(realm.show('String(Object.hasOwn(Error.prototype, "stack"))') === 'true' ? ofStacks : []),
			...ofTheWeb.flatMap((name) => [`${name}.get`, `${name}.set`]),
		];
		const allowed = realm.show('Object.keys(console).map((name) => "console." + name).join()').split(',');
		assert.equal(realm.show(`${walk}(${JSON.stringify([...stubs, ...allowed])})`), '');
		// The walk does find what is not allowed.
		assert.equal(realm.show(`${walk}(${JSON.stringify(allowed)})`), [...stubs].sort().join(' '));
	},
);

/** Ways to look at who is calling. Each collects what it finds in `caught`; all of it must be harmless. */
const spies: readonly (readonly [name: string, code: string])[] = [
	[
		'Error.prepareStackTrace',
		'Error.prepareStackTrace = (error, frames) => { caught.push(error); for (const frame of frames) look(frame); return "" }',
	],
	['Function.prototype.caller', 'look = function () { caught.push(look.caller) }; try { look() } catch {}'],
	['arguments.callee.caller', 'look = function () { try { caught.push(arguments.callee.caller) } catch {} }'],
];

for (const [name, spy] of spies) {
	testRealms(
		`a guest that looks at its callers through ${name} finds no function of the bridge`,
		{ setup: { functions: [['find', 0]] } },
		(realm) => {
			realm.run(`
			var caught = [];
			var look = (frame) => { for (const ask of ['getFunction', 'getThis']) if (typeof frame[ask] === 'function') caught.push(frame[ask]()) };
			${spy};
			var peek = () => { if (look.length === 0) look(); void new Error('peek').stack; try { null.x } catch (error) { void error.stack } };
			setTimeout(function () { peek(); if (look.length === 0) look() }, 0);
			find({ get a() { peek() } }).catch((error) => { void error.stack });
			find(new Proxy({}, { ownKeys() { peek(); throw new Error('trap') } })).catch((error) => { void error.stack });
			try { console.log({ toString() { peek() }, get [Symbol.toStringTag]() { peek(); return 'x' } }, '%s', { toString() { peek() } }) } catch {}
			({ get then() { peek(); return (resolve) => { peek(); resolve({ get b() { peek() } }) } } })`);
			realm.send('["wake"]');
			takeMessages(realm);
			// Each function is the guest's own; each error is of a standard class. (In node:vm the host's frames are there too.)
			const strangers = realm.show(`caught.filter((value) => {
			if (typeof value === 'function') return !/peek|look/.test(value);
			return Error.isError(value) && ![Error, TypeError, RangeError, ReferenceError].some((type) => Object.getPrototypeOf(value) === type.prototype);
		}).map(String).join().slice(0, 1000)`);
			assert.equal(strangers, '');
		},
	);
}

testRealms('shared memory and WebAssembly are not within reach', {}, (realm) => {
	assert.deepEqual(messagesOf(realm, '[typeof WebAssembly, typeof SharedArrayBuffer, typeof Atomics, typeof gc, typeof print]'), [
		['done', Array(5).fill('undefined')],
	]);
});
