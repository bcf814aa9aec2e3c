/** What a guest does to its own realm does not turn it against the bridge. */
import assert from 'node:assert/strict';
import { hostFunction, PublicError } from 'glovebox';
import { errorOf, type Promised, resultOf } from './promise.ts';

/** What a guest may do to its realm before it uses the bridge. */
const pollutions: readonly (readonly [what: string, source: string])[] = [
	[
		'every method of Array.prototype throws',
		'for (const key of Reflect.ownKeys(Array.prototype)) if (typeof Array.prototype[key] === "function" && key !== "constructor") Object.defineProperty(Array.prototype, key, { value() { throw new Error("polluted") } })',
	],
	[
		'array indices of Array.prototype are setters',
		'for (let i = 0; i < 5; i++) Object.defineProperty(Array.prototype, i, { set() { throw new Error("polluted") }, get() { return "polluted" }, configurable: true })',
	],
	[
		'Promise.prototype.then lies',
		'Promise.prototype.then = function (f) { return f("polluted") }; Promise.prototype.catch = Promise.prototype.finally = null',
	],
	['Promise is replaced', 'globalThis.Promise = class { constructor() { throw new Error("polluted") } }'],
	['the species of promises lies', 'Object.defineProperty(Promise, Symbol.species, { get() { throw new Error("polluted") } })'],
	['JSON lies', 'JSON.stringify = () => "polluted"; JSON.parse = () => ({ polluted: 1 }); globalThis.JSON = null'],
	[
		'toJSON is everywhere',
		'Object.prototype.toJSON = Array.prototype.toJSON = String.prototype.toJSON = Number.prototype.toJSON = () => "polluted"',
	],
	[
		'Object.prototype has setters for common names',
		'for (const key of ["type", "id", "ok", "value", "name", "message", "text", "path", "length", "0", "a", "list"]) Object.defineProperty(Object.prototype, key, { __proto__: null, set() { throw new Error("polluted") }, get() { return undefined }, configurable: true })',
	],
	[
		'Object.prototype pretends to be a descriptor',
		'const lie = (key, value) => Reflect.defineProperty(Object.prototype, key, { __proto__: null, value, configurable: true, writable: true, enumerable: false }); lie("get", () => "polluted"); lie("set", () => {}); ',
	],
	[
		'Object.prototype pretends to be options',
		'for (const key of ["copy", "reference", "release", "timeout", "cause", "writable", "enumerable", "configurable"]) Reflect.defineProperty(Object.prototype, key, { __proto__: null, value: true, configurable: true, writable: true, enumerable: false })',
	],
	[
		'Object is replaced',
		'Object.defineProperty = Object.keys = Object.getPrototypeOf = Object.getOwnPropertyDescriptor = Object.hasOwn = () => { throw new Error("polluted") }; Object.prototype.hasOwnProperty = () => true; globalThis.Object = null',
	],
	[
		'Reflect is replaced',
		'for (const key of Reflect.ownKeys(Reflect)) if (typeof Reflect[key] === "function") Reflect[key] = () => { throw new Error("polluted") }; globalThis.Reflect = null',
	],
	[
		'Function.prototype is broken',
		'Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => { throw new Error("polluted") }',
	],
	[
		'iteration is broken',
		'Array.prototype[Symbol.iterator] = Map.prototype[Symbol.iterator] = Set.prototype[Symbol.iterator] = String.prototype[Symbol.iterator] = () => { throw new Error("polluted") }',
	],
	[
		'maps and sets lie',
		'for (const C of [Map, Set, WeakMap, WeakSet]) for (const key of ["get", "set", "has", "add", "delete", "forEach", "entries"]) C.prototype[key] = () => { throw new Error("polluted") }; Object.defineProperty(Map.prototype, "size", { get() { return 1e9 } })',
	],
	[
		'errors lie',
		'Error.prototype.toString = () => { throw new Error("polluted") }; Object.defineProperty(Error.prototype, "name", { get() { throw 1 }, configurable: true }); Error.captureStackTrace = Error.prepareStackTrace = () => { throw 1 }; globalThis.Error = globalThis.TypeError = null',
	],
	[
		'strings and numbers lie',
		'for (const C of [String, Number, RegExp, Symbol]) for (const key of Reflect.ownKeys(C.prototype)) { const d = Reflect.getOwnPropertyDescriptor(C.prototype, key); if (typeof d.value === "function" && key !== "constructor" && d.configurable) Reflect.defineProperty(C.prototype, key, { value() { throw new Error("polluted") } }) }; globalThis.String = globalThis.Number = null',
	],
	[
		'array buffers and views lie',
		'for (const C of [ArrayBuffer, DataView, Object.getPrototypeOf(Uint8Array)]) for (const key of ["slice", "set", "fill", "byteLength", "buffer", "byteOffset", "length", Symbol.toStringTag]) Reflect.defineProperty(C.prototype, key, { get() { throw new Error("polluted") }, configurable: true }); globalThis.Uint8Array = globalThis.ArrayBuffer = null',
	],
	[
		'symbols mean nothing',
		'Object.prototype[Symbol.toPrimitive] = Object.prototype[Symbol.toStringTag] = () => { throw new Error("polluted") }',
	],
	[
		'timers and the console are replaced',
		'const said = console.log; globalThis.setTimeout = globalThis.queueMicrotask = () => {}; console.warn = () => {}; globalThis.console = { log: said }',
	],
	[
		'globals are deleted',
		'const all = globalThis; for (const key of Reflect.ownKeys(all)) if (!["api", "now", "console", "input", "undefined", "NaN", "Infinity"].includes(key)) delete all[key]',
	],
	[
		'the global object is frozen',
		'Object.freeze(globalThis); for (const C of [Object, Array, Function, Promise, Map, Error]) { Object.freeze(C); Object.freeze(C.prototype) }',
	],
];

/** Uses every part of the bridge after the pollution. No method of a prototype is used by this text itself. */
const useBridge = `
	const list = [1, { a: [2] }];
	const called = await api.echo(list);
	let refused; try { await api.refuse() } catch (e) { refused = e.message }
	console.log("said", 1);
	({ input, called, refused, now: now(), map, bytes, self: list });
`;

const pollutionRows = pollutions.map(
	([what, source]): Promised => ({
		says: `the bridge works as ever where ${what}`,
		check: async ({ run }) => {
			const grants = {
				api: {
					echo: (x: unknown) => x,
					refuse: () => {
						throw new PublicError('refused');
					},
				},
				now: hostFunction({ sync: true, handler: () => [7] }),
			};
			const outcome = await run(`const map = new Map([["k", new Set([1])]]), bytes = new Uint8Array([1, 2]);\n${source};\n${useBridge}`, {
				capabilities: grants,
				input: { list: [{ x: 1 }] },
			});
			const list = [1, { a: [2] }];
			assert.deepEqual(resultOf(outcome), {
				input: { list: [{ x: 1 }] },
				called: list,
				refused: 'refused',
				now: [7],
				map: new Map([['k', new Set([1])]]),
				bytes: new Uint8Array([1, 2]),
				self: list,
			});
			assert.deepEqual(
				outcome.console.map(({ text }) => text),
				['said 1'],
			);
			const thrown = errorOf(await run(`const boom = new RangeError("boom");\n${source};\nthrow boom`, { capabilities: grants, input: 1 }));
			assert.deepEqual([thrown.code, thrown.message], ['GLOVEBOX_GUEST_THROW', 'boom']);
		},
	}),
);

export const pollution: readonly Promised[] = [...pollutionRows];
