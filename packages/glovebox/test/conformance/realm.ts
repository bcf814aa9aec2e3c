/** A fresh realm for each run: its names, and nothing of another run in it. */
import assert from 'node:assert/strict';
import type { Promised } from './promise.ts';

/** Names that every realm has. */
const everywhere = [
	'AggregateError',
	'Array',
	'ArrayBuffer',
	'BigInt',
	'BigInt64Array',
	'BigUint64Array',
	'Boolean',
	'DataView',
	'Date',
	'Error',
	'EvalError',
	'FinalizationRegistry',
	'Float32Array',
	'Float64Array',
	'Function',
	'Infinity',
	'Int16Array',
	'Int32Array',
	'Int8Array',
	'Iterator',
	'JSON',
	'Map',
	'Math',
	'NaN',
	'Number',
	'Object',
	'Promise',
	'Proxy',
	'RangeError',
	'ReferenceError',
	'Reflect',
	'RegExp',
	'Set',
	'String',
	'Symbol',
	'SyntaxError',
	'TypeError',
	'URIError',
	'Uint16Array',
	'Uint32Array',
	'Uint8Array',
	'Uint8ClampedArray',
	'WeakMap',
	'WeakRef',
	'WeakSet',
	'clearInterval',
	'clearTimeout',
	'console',
	'decodeURI',
	'decodeURIComponent',
	'encodeURI',
	'encodeURIComponent',
	'escape',
	'eval',
	'globalThis',
	'isFinite',
	'isNaN',
	'parseFloat',
	'parseInt',
	'queueMicrotask',
	'setInterval',
	'setTimeout',
	'undefined',
	'unescape',
];

/** Names of the web's standard globals that need no power. */
const ofTheWeb =
	`AbortController AbortSignal Blob ByteLengthQueuingStrategy CountQueuingStrategy CustomEvent DOMException Event EventTarget File
	FormData Headers ReadableByteStreamController ReadableStream ReadableStreamBYOBReader ReadableStreamBYOBRequest
	ReadableStreamDefaultController ReadableStreamDefaultReader Request Response TextDecoder TextDecoderStream TextEncoder TextEncoderStream
	TransformStream TransformStreamDefaultController URL URLPattern URLSearchParams WritableStream WritableStreamDefaultController
	WritableStreamDefaultWriter atob btoa performance structuredClone`.split(/\s+/);

/** Standard names that an engine may have besides, and no others. */
const somewhere = ['AsyncDisposableStack', 'DisposableStack', 'Float16Array', 'Intl', 'SuppressedError', 'Temporal'];

/** Names of hosts, of shells and of fine clocks. None is there, as a property or as a binding. */
const nowhere = [
	'process',
	'require',
	'module',
	'exports',
	'Buffer',
	'global',
	'root',
	'__dirname',
	'__filename',
	'fetch',
	'WebSocket',
	'XMLHttpRequest',
	'Deno',
	'Bun',
	'SharedArrayBuffer',
	'Atomics',
	'WebAssembly',
	'crypto',
	'navigator',
	'window',
	'self',
	'print',
	'std',
	'os',
	'bjson',
	'scriptArgs',
	'gc',
	'load',
	'InternalError',
	'importScripts',
	'setImmediate',
	'localStorage',
	'Worker',
	'$262',
	'ivm',
	'port',
	'post',
	'install',
	'input',
];

export const realm: readonly Promised[] = [
	{
		says: "a realm has the names of ECMAScript, a console, timers and the web's globals, and no others",
		check: async ({ evaluate }) => {
			const names = await evaluate<string[]>('Reflect.ownKeys(globalThis).map(String).sort()');
			assert.deepEqual(
				[...everywhere, ...ofTheWeb].filter((name) => !names.includes(name)),
				[],
				'missing',
			);
			assert.deepEqual(
				names.filter((name) => !everywhere.includes(name) && !ofTheWeb.includes(name) && !somewhere.includes(name)),
				[],
				'unexpected',
			);
		},
	},
	{
		says: 'no clock is finer than a millisecond',
		check: async ({ evaluate }) => {
			const clocks = [
				'Date.now()',
				'+new Date()',
				'typeof performance === "object" ? performance.now() : 0',
				'typeof Event === "function" ? new Event("x").timeStamp : 0',
				...['instant().epochNanoseconds', 'zonedDateTimeISO().epochNanoseconds'].map(
					(read) => `typeof Temporal === "object" ? Number(Temporal.Now.${read} % 1_000_000n) : 0`,
				),
				...['plainDateTimeISO', 'plainTimeISO'].flatMap((name) =>
					['microsecond', 'nanosecond'].map((unit) => `typeof Temporal === "object" ? Temporal.Now.${name}().${unit} : 0`),
				),
			];
			const source = `[${clocks.map((clock) => `(() => { for (let i = 0; i < 20; i++) if ((${clock}) % 1 !== 0 || (${/Temporal/.test(clock)} && (${clock}) !== 0)) return ${JSON.stringify(clock)}; })()`).join()}].filter(Boolean)`;
			assert.deepEqual(await evaluate(source), []);
		},
	},
	{
		says: 'no name of a host, a shell or a fine clock is bound, also not out of sight',
		check: async ({ evaluate }) => {
			const source = `[${nowhere.map((name) => `[${JSON.stringify(name)}, typeof ${name}, ${JSON.stringify(name)} in globalThis]`).join()}].filter(([, type, has]) => type !== "undefined" || has).map(([name]) => name)`;
			assert.deepEqual(await evaluate(source), []);
		},
	},
	{
		says: 'what a run adds to the list of names is its globals, its input and its capabilities',
		check: async ({ evaluate }) => {
			const before = await evaluate<string[]>('Reflect.ownKeys(globalThis).map(String)');
			const after = await evaluate<string[]>('Reflect.ownKeys(globalThis).map(String)', {
				input: 1,
				globals: { g: 1 },
				capabilities: { f: () => 1, kv: { get: () => 1 } },
			});
			assert.deepEqual(after.filter((name) => !before.includes(name)).sort(), ['f', 'g', 'input', 'kv']);
		},
	},
	{
		says: 'what one run leaves on its global is not there in the next',
		check: async ({ evaluate }) => {
			await evaluate('globalThis.left = 1; var v = 1; function f() {}; loose = 1; 0');
			await evaluate('let l = 1; const c = 1; class C {}; 0');
			assert.deepEqual(
				await evaluate('[typeof left, typeof v, typeof f, typeof loose, typeof l, typeof c, typeof C]'),
				Array(7).fill('undefined'),
			);
		},
	},
	{
		says: 'what one run does to prototypes is not there in the next',
		check: async ({ evaluate }) => {
			await evaluate(
				'Object.prototype.evil = 1; Array.prototype.map = null; Promise.prototype.then = null; JSON.parse = null; Math.max = null; Object.freeze(Array.prototype); delete globalThis.Date; console.log = null; 0',
			);
			assert.deepEqual(
				await evaluate(
					'[({}).evil, [1].map((x) => x + 1), JSON.parse("1"), Math.max(1, 2), typeof Date, Object.isFrozen(Array.prototype), typeof console.log, await Promise.resolve(3)]',
				),
				[undefined, [2], 1, 2, 'function', false, 'function', 3],
			);
		},
	},
	{
		says: 'what RegExp and symbols remember is not there in the next run',
		check: async ({ evaluate }) => {
			await evaluate('/(secret)/.test("a secret"); Symbol.for("shared").description; 0');
			assert.ok(!String(await evaluate('[RegExp.$1, RegExp.input, RegExp.lastMatch].join()')).includes('secret'));
		},
	},
	{
		says: 'a run after a stopped one has a fresh realm',
		check: async ({ run, evaluate }) => {
			await run('globalThis.left = 1; Object.prototype.evil = 1; for (;;);', { limits: { wallMs: 100 } });
			await run('globalThis.left = 1; for (;;) await null', { limits: { wallMs: 100 } });
			assert.deepEqual(await evaluate('[typeof left, ({}).evil]'), ['undefined', undefined]);
		},
	},
	{
		says: 'globals of the sandbox are copied anew into each run',
		check: async ({ createSandbox }) => {
			const box = { list: [1] };
			const sandbox = createSandbox({ globals: { box, base: 2 } });
			assert.deepEqual([await sandbox.evaluate('box.list.push(base); box.list'), await sandbox.evaluate('box.list')], [[1, 2], [1]]);
			assert.deepEqual(box, { list: [1] });
		},
	},
	{
		says: 'globals of a run go beside those of the sandbox and before them',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ globals: { a: 1, b: 1 } });
			assert.deepEqual(await sandbox.evaluate('[a, b, c]', { globals: { b: 2, c: 2 } }), [1, 2, 2]);
			assert.deepEqual(await sandbox.evaluate('[a, b, typeof c]'), [1, 1, 'undefined']);
		},
	},
	{
		says: 'input is there when it is given, undefined too, and not otherwise',
		check: async ({ evaluate }) => {
			assert.equal(await evaluate('input', { input: 5 }), 5);
			assert.equal(await evaluate('"input" in globalThis', { input: undefined }), true);
			assert.equal(await evaluate('"input" in globalThis'), false);
		},
	},
	{
		says: "Math.random is not the same in two runs, and the clock is the host's",
		check: async ({ evaluate }) => {
			const before = Date.now();
			const [one, two] = [
				await evaluate<[number, number]>('[Math.random(), Date.now()]'),
				await evaluate<[number, number]>('[Math.random(), Date.now()]'),
			];
			assert.notEqual(one[0], two[0]);
			assert.ok(one[1] >= before - 1_000 && two[1] <= Date.now() + 1_000, `${one[1]}, ${two[1]}`);
		},
	},
	{
		says: 'guests may make code of their own: eval, Function and friends',
		check: async ({ evaluate }) =>
			assert.deepEqual(
				await evaluate(
					'[eval("1 + 1"), new Function("a", "return a + 1")(2), (0, eval)("typeof globalThis"), await (async () => {}).constructor("return 4")()]',
				),
				[2, 3, 'object', 4],
			),
	},
	{
		says: 'language of today is there',
		check: async ({ evaluate }) =>
			assert.deepEqual(
				await evaluate(
					'class A { #x = 1; static { A.y = new A().#x } }; [A.y, [1, 2].at(-1), structured?.(), Object.groupBy([1, 2], (x) => x % 2 ? "odd" : "even").odd, new Set([1]).union(new Set([2])).size, [3, 1].toSorted()[0], Promise.withResolvers instanceof Function, 1n ** 2n]; var structured',
				),
				[1, 2, undefined, [1], 2, 1, true, 1n],
			),
	},
	{
		says: 'deterministic: the same seed gives the same Math.random, another one another',
		todo: 'deterministic is not there yet',
		check: async ({ createSandbox }) => {
			const numbers = (seed: number) =>
				createSandbox({ deterministic: { seed, now: 0 } } as object).evaluate('[Math.random(), Math.random()]');
			assert.deepEqual(await numbers(1), await numbers(1));
			assert.notDeepEqual(await numbers(1), await numbers(2));
		},
	},
	{
		says: 'deterministic: the clock begins at now',
		todo: 'deterministic is not there yet',
		check: async ({ createSandbox }) =>
			assert.deepEqual(
				await createSandbox({ deterministic: { seed: 1, now: 86_400_000 } } as object).evaluate('[Date.now(), new Date().getTime()]'),
				[86_400_000, 86_400_000],
			),
	},
];
