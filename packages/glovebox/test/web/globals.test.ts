import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { type Capabilities, createSandbox, type Engine } from 'glovebox';
import { crypto, fetch } from 'glovebox/capabilities';
import { isolate, nodeVm, quickjs, subprocess, worker } from 'glovebox/engines';

/** Everything that a guest without powers finds on its global, on every engine. */
const everywhere =
	`AbortController AbortSignal AggregateError Array ArrayBuffer AsyncDisposableStack BigInt BigInt64Array BigUint64Array Blob
	Boolean ByteLengthQueuingStrategy CountQueuingStrategy CustomEvent DOMException DataView Date DisposableStack Error EvalError Event
	EventTarget File FinalizationRegistry Float16Array Float32Array Float64Array FormData Function Headers Infinity Int16Array Int32Array
	Int8Array Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReadableByteStreamController ReadableStream
	ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableStreamDefaultController ReadableStreamDefaultReader ReferenceError Reflect
	RegExp Request Response Set String SuppressedError Symbol SyntaxError TextDecoder TextDecoderStream TextEncoder TextEncoderStream
	TransformStream TransformStreamDefaultController TypeError URIError URL URLPattern URLSearchParams Uint16Array Uint32Array Uint8Array
	Uint8ClampedArray WeakMap WeakRef WeakSet WritableStream WritableStreamDefaultController WritableStreamDefaultWriter atob btoa
	clearInterval clearTimeout console decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval globalThis input isFinite
	isNaN parseFloat parseInt performance queueMicrotask setInterval setTimeout structuredClone undefined unescape`.split(/\s+/);
const v8Only = ['Intl', 'Temporal'];
const powers: Capabilities = { fetch: fetch({ allow: ['example.com'] }), crypto: crypto() };

const subjects: Readonly<Record<string, { readonly make: () => Engine; readonly extra: readonly string[] }>> = {
	nodeVm: { make: nodeVm, extra: v8Only },
	isolate: { make: isolate, extra: v8Only },
	quickjs: { make: quickjs, extra: [] },
	'worker(quickjs)': { make: () => worker(quickjs()), extra: [] },
	'subprocess(isolate)': { make: () => subprocess(isolate()), extra: v8Only },
};

function sandboxOf(engine: Engine, capabilities: Capabilities = {}) {
	return createSandbox({ engine, boundary: 'realm', capabilities, limits: { wallMs: 10_000 } });
}

for (const [name, { make, extra }] of Object.entries(subjects)) {
	test(`the globals of ${name} are these and no others`, { timeout: 60_000 }, async () => {
		await using sandbox = sandboxOf(make());
		const found = await sandbox.evaluate<string[]>('Reflect.ownKeys(globalThis).map(String).sort()', { input: null });
		assert.deepEqual(found, [...everywhere, ...extra].sort());
	});

	test(`what is granted under the names fetch and crypto is the web's on ${name}`, { timeout: 60_000 }, async () => {
		await using sandbox = sandboxOf(make(), powers);
		const found = await sandbox.evaluate<string[]>('Reflect.ownKeys(globalThis).map(String).sort()', { input: null });
		assert.deepEqual(found, [...everywhere, ...extra, 'fetch', 'crypto', 'Crypto', 'CryptoKey', 'SubtleCrypto'].sort());
		assert.deepEqual(
			await sandbox.evaluate('[typeof fetch, fetch.name, typeof fetch.exchange, typeof crypto.randomBytes, crypto.randomUUID().length]'),
			['function', 'fetch', 'undefined', 'undefined', 36],
		);
	});
}

/**
 * Walks all that is reachable from the global and from instances, and gives the paths of what another realm made: each chain of
 * prototypes has to end at this realm's own `Object.prototype`, and the one of a function to pass its `Function.prototype`.
 */
const walk = `(async (starts) => {
	const seen = new Set();
	const found = [];
	const queue = starts.map((value, index) => [value, 'start' + index]);
	queue.push([globalThis, 'globalThis']);
	while (queue.length > 0) {
		const [value, path] = queue.pop();
		if ((typeof value !== 'object' || value === null) && typeof value !== 'function') continue;
		if (seen.has(value)) continue;
		seen.add(value);
		const chain = [];
		for (let at = value; at !== null; at = Object.getPrototypeOf(at)) chain.push(at);
		const isOurs = chain.at(-1) === Object.prototype || chain.length === 1 || Object.getPrototypeOf(chain.at(-1)) === null && chain.includes(Object.prototype);
		if (!isOurs || (typeof value === 'function' && !chain.includes(Function.prototype))) found.push(path);
		queue.push([Object.getPrototypeOf(value), path + '.__proto__']);
		for (const key of Reflect.ownKeys(value)) {
			const { value: own, get, set } = Object.getOwnPropertyDescriptor(value, key);
			queue.push([own, path + '.' + String(key)], [get, path + '.get ' + String(key)], [set, path + '.set ' + String(key)]);
			if (get !== undefined) {
				try {
					queue.push([Reflect.get(value, key), path + '.' + String(key)]);
				} catch (error) {
					queue.push([error, path + '.' + String(key) + ' throws']);
				}
			}
		}
	}
	return { found, seen: seen.size };
})`;

/** Instances of all that the web's globals make, with what only they lead to. */
const instances = `[new URL('http://h/?a'), new URL('http://h/?a').searchParams.entries(), new AbortController(), AbortSignal.abort(), new DOMException('m'),
	new Event('x'), new CustomEvent('x'), new TextEncoder(), new TextDecoder(), new TextEncoder().encode('x'), new Blob(['x']), new File(['x'], 'n'), new Headers({ a: 'b' }).entries(),
	new Request('http://h', { method: 'POST', body: 'x' }), new Response('x'), new Response('x').body, new FormData(), new ReadableStream().getReader(),
	new WritableStream().getWriter(), new TransformStream(), new TextDecoderStream(), new URLPattern('http://h/:x').exec('http://h/y'), performance.toJSON(),
	structuredClone(new Map([[{}, [new Date()]]])), (() => { try { atob('!') } catch (error) { return error } })(), new Response('x').text(),
	await new Response('{"a":{}}').json(), new ReadableStream().values(), typeof crypto === 'object' && crypto.getRandomValues(new Uint8Array(1)),
	typeof crypto === 'object' && await crypto.subtle.digest('SHA-1', new Uint8Array()), typeof fetch === 'function' && await fetch('http://other').catch((error) => error)]`;

for (const [name, { make }] of Object.entries(subjects)) {
	test(`nothing that a guest can reach on ${name} is made by another realm`, { timeout: 60_000 }, async () => {
		await using sandbox = sandboxOf(make(), powers);
		const { found, seen } = await sandbox.evaluate<{ found: string[]; seen: number }>(`await ${walk}(${instances})`);
		assert.deepEqual(found, []);
		assert.ok(seen > 1_000, `${seen} objects were seen`);
	});
}

test('the walk finds what another realm made', async () => {
	const context = vm.createContext({ planted: { deep: { list: [] } } });
	const { found } = await (vm.runInContext(`${walk}([])`, context) as Promise<{ found: string[] }>);
	assert.ok(found.includes('globalThis.planted.deep.list'), found.join(' '));
});
