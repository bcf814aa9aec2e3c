import { type Case, throws, webTable } from './table.ts';

const cases: readonly Case[] = [
	[
		`[undefined, null, true, 1, -0, NaN, Infinity, 'x', 10n].map((value) => structuredClone(value))`,
		[undefined, null, true, 1, -0, NaN, Infinity, 'x', 10n],
	],
	[`structuredClone({ a: [1, { b: 2 }] })`, { a: [1, { b: 2 }] }],
	[`const value = { a: {} }; const copy = structuredClone(value); return [copy === value, copy.a === value.a]`, [false, false]],
	[`const a = {}; const copy = structuredClone({ x: a, y: a }); return copy.x === copy.y`, true],
	[
		`const a = { list: [] }; a.self = a; a.list.push(a); const copy = structuredClone(a); return [copy.self === copy, copy.list[0] === copy]`,
		[true, true],
	],
	[`structuredClone(new Date(5)).getTime()`, 5],
	[`structuredClone(new Date(NaN)).getTime()`, NaN],
	[
		`const r = /a(b)/gi; r.lastIndex = 3; const copy = structuredClone(r); return [copy.source, copy.flags, copy.lastIndex]`,
		['a(b)', 'gi', 0],
	],
	[`[...structuredClone(new Map([[{ a: 1 }, new Set([1, 'x'])]]))].map(([key, value]) => [key, [...value]])`, [[{ a: 1 }, [1, 'x']]]],
	[`const m = new Map(); m.set(m, m); const copy = structuredClone(m); return copy.get(copy) === copy`, true],
	[
		`const list = [1, , 3]; list.extra = 'x'; const copy = structuredClone(list); return [copy.length, 1 in copy, copy.extra]`,
		[3, false, 'x'],
	],
	[`Object.keys(structuredClone({ b: 1, a: 2, 1: 3, [Symbol('s')]: 4 }))`, ['1', 'b', 'a']],
	[`structuredClone(Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true }, hidden: { value: 3 } }))`, { own: 2 }],
	[
		`const copy = structuredClone({ get a() { return 5 } }); return Object.getOwnPropertyDescriptor(copy, 'a')`,
		{ value: 5, writable: true, enumerable: true, configurable: true },
	],
	[
		`class A { x = 1 } const copy = structuredClone(new A()); return [copy instanceof A, copy.x, Object.getPrototypeOf(copy) === Object.prototype]`,
		[false, 1, true],
	],
	[`Object.getPrototypeOf(structuredClone(Object.create(null))) === Object.prototype`, true],
	...[
		'URL("a:b")',
		'URLSearchParams()',
		'Headers()',
		'Response()',
		'FormData()',
		'ReadableStream()',
		'AbortController()',
		'URLPattern()',
	].map((made): Case => [`structuredClone([new ${made}])`, throws('DataCloneError')]),
	[`structuredClone(performance)`, throws('DataCloneError')],
	[`class Mine extends URL { x = 1 } return structuredClone(new Mine('a:b'))`, throws('DataCloneError')],
	[
		`const buffer = new ArrayBuffer(8, { maxByteLength: 8 }); const view = new Uint8Array(buffer, 4, 4); buffer.resize(4); return structuredClone(view)`,
		throws('DataCloneError'),
	],
	[
		`const buffer = new ArrayBuffer(8, { maxByteLength: 8 }); const view = new DataView(buffer, 4, 4); buffer.resize(4); return structuredClone(view)`,
		throws('DataCloneError'),
	],
	[`const copy = structuredClone(JSON.parse('{"__proto__": 1}')); return Object.hasOwn(copy, '__proto__')`, true],
	[
		`[new Boolean(false), new Number(5), new String('x'), Object(10n)].map((value) => { const copy = structuredClone(value); return [typeof copy, copy.valueOf()] })`,
		[
			['object', false],
			['object', 5],
			['object', 'x'],
			['object', 10n],
		],
	],
	[
		`const e = new RangeError('m', { cause: { a: 1 } }); const copy = structuredClone(e); return [copy instanceof RangeError, copy.name, copy.message, copy.cause, copy.stack === e.stack]`,
		[true, 'RangeError', 'm', { a: 1 }, true],
	],
	[
		`const e = new Error('m'); e.name = 'TypeError'; e.extra = 1; const copy = structuredClone(e); return [copy instanceof TypeError, copy.extra]`,
		[true, undefined],
	],
	[`const e = new Error('m'); e.name = 'Mine'; return structuredClone(e).name`, 'Error'],
	[
		`const copy = structuredClone(new DOMException('m', 'AbortError')); return [copy instanceof DOMException, copy.name, copy.message, copy.code]`,
		[true, 'AbortError', 'm', 20],
	],
	[`[...new Uint8Array(structuredClone(new Uint8Array([1, 2]).buffer))]`, [1, 2]],
	[
		`const copy = structuredClone(new Uint16Array([1, 2, 3]).subarray(1)); return [copy instanceof Uint16Array, [...copy], copy.byteOffset, copy.buffer.byteLength]`,
		[true, [2, 3], 2, 6],
	],
	[
		`const buffer = new ArrayBuffer(4); const copy = structuredClone({ a: new Uint8Array(buffer), b: new DataView(buffer, 1, 2) }); copy.a[1] = 7; return [copy.b.getUint8(0), copy.b.byteLength, copy.a.buffer === copy.b.buffer]`,
		[7, 2, true],
	],
	[
		`[Int8Array, Uint8ClampedArray, Int16Array, Int32Array, Uint32Array, Float32Array, Float64Array].map((Class) => structuredClone(new Class([1])) instanceof Class)`,
		[true, true, true, true, true, true, true],
	],
	[`[...structuredClone(new BigInt64Array([5n]))]`, [5n]],
	[
		`const b = new ArrayBuffer(2, { maxByteLength: 8 }); const copy = structuredClone(b); return [copy.resizable, copy.maxByteLength, copy.byteLength]`,
		[true, 8, 2],
	],
	[
		`const b = new ArrayBuffer(8); const copy = structuredClone(b, { transfer: [b] }); return [b.byteLength, b.detached, copy.byteLength]`,
		[0, true, 8],
	],
	[
		`const a = new Uint8Array([1, 2]); const copy = structuredClone({ a }, { transfer: [a.buffer] }); return [a.length, [...copy.a]]`,
		[0, [1, 2]],
	],
	[`const b = new ArrayBuffer(8); structuredClone(1, { transfer: [b] }); return b.detached`, true],
	[`const b = new ArrayBuffer(8); try { structuredClone(() => {}, { transfer: [b] }) } catch {} return b.byteLength`, 8],
	[`const b = new ArrayBuffer(8); structuredClone(b, { transfer: [b, b] })`, throws('DataCloneError')],
	[`structuredClone(1, { transfer: [{}] })`, throws('DataCloneError')],
	[`const b = new ArrayBuffer(8); structuredClone(b, { transfer: [b] }); structuredClone(b)`, throws('DataCloneError')],
	[`structuredClone(() => {})`, throws('DataCloneError')],
	[`structuredClone({ f() {} })`, throws('DataCloneError')],
	[`structuredClone(Symbol('s'))`, throws('DataCloneError')],
	[`structuredClone(Object(Symbol('s')))`, throws('DataCloneError')],
	[`structuredClone(new WeakMap())`, throws('DataCloneError')],
	[`structuredClone(new WeakSet())`, throws('DataCloneError')],
	[`structuredClone(new WeakRef({}))`, throws('DataCloneError')],
	[`structuredClone(Promise.resolve())`, throws('DataCloneError')],
	[`structuredClone({ get a() { throw new RangeError('mine') } })`, throws('RangeError')],
	[`structuredClone()`, throws('TypeError')],
	[`structuredClone(1, 5)`, throws('TypeError')],
	[`structuredClone(1, null)`, 1],
	[`try { structuredClone(() => {}) } catch (error) { return [error instanceof DOMException, error.code] }`, [true, 25]],
	[`structuredClone(Object.setPrototypeOf([1], null)).length`, 1],
	[
		`let deep = {}; for (let i = 0; i < 500; i++) deep = { deep }; let copy = structuredClone(deep), depth = 0; while (copy.deep) { copy = copy.deep; depth++ } return depth`,
		500,
	],
	[
		`const copy = structuredClone(new Blob(['hi'], { type: 'a/b' })); return [copy instanceof Blob, copy.type, await copy.text()]`,
		[true, 'a/b', 'hi'],
	],
];

const plainThere = 'Node 26 has written it as a class of JavaScript';
webTable('structuredClone', cases, {
	node: { 'structuredClone([new AbortController()])': plainThere, 'structuredClone(performance)': plainThere },
});
