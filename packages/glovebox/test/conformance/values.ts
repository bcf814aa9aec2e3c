/** Values that cross, in both directions. */
import assert from 'node:assert/strict';
import type { Promised } from './promise.ts';
import { sameValue } from './same-value.ts';

interface Traveller {
	readonly what: string;
	/** The value as guest source. */
	readonly source: string;
	/** The same value in the host. */
	readonly value: () => unknown;
	/** A guest expression, true of `input`. */
	readonly seen: string;
}

const cycle = (): unknown => {
	const record: Record<string, unknown> = { list: [] };
	record['self'] = record;
	(record['list'] as unknown[]).push(record);
	return record;
};

const shared = (): unknown => {
	const one = { x: 1 };
	return [one, one, { one }];
};

const travellers: readonly Traveller[] = [
	{
		what: 'undefined, null and the booleans',
		source: '[undefined, null, true, false]',
		value: () => [undefined, null, true, false],
		seen: 'input.length === 4 && input[0] === undefined && 0 in input && input[1] === null && input[2] === true',
	},
	{ what: 'a bare undefined', source: 'undefined', value: () => undefined, seen: 'input === undefined' },
	{ what: 'a bare null', source: 'null', value: () => null, seen: 'input === null' },
	{
		what: 'finite numbers, to the last bit',
		source: '[0.1 + 0.2, 5e-324, 1.7976931348623157e308, 9007199254740993, -1.5]',
		value: () => [0.1 + 0.2, 5e-324, Number.MAX_VALUE, 9007199254740992, -1.5],
		seen: 'input[0] === 0.1 + 0.2 && input[1] === 5e-324',
	},
	{
		what: 'NaN and the infinities',
		source: '[NaN, Infinity, -Infinity]',
		value: () => [Number.NaN, Infinity, -Infinity],
		seen: 'Object.is(input[0], NaN) && input[1] === Infinity && input[2] === -Infinity',
	},
	{
		what: 'minus zero',
		source: '({ a: -0, b: [-0], c: 0 })',
		value: () => ({ a: -0, b: [-0], c: 0 }),
		seen: 'Object.is(input.a, -0) && Object.is(input.b[0], -0) && Object.is(input.c, 0)',
	},
	{
		what: 'bigints of any size',
		source: '[0n, -1n, 2n ** 200n]',
		value: () => [0n, -1n, 2n ** 200n],
		seen: 'input[2] === 2n ** 200n && input[1] === -1n',
	},
	{
		what: 'strings with every kind of character',
		source: String.raw`['', 'a\0b', '\u2028\u2029', '😀', 'é"\\\n']`,
		value: () => ['', 'a\0b', '\u2028\u2029', '😀', 'é"\\\n'],
		seen: String.raw`input[1] === 'a\0b' && input[2] === '\u2028\u2029' && input[3] === '😀'`,
	},
	{
		what: 'lone surrogates',
		source: String.raw`['\ud800', 'x\udc00y', { '\ud801': 1 }]`,
		value: () => ['\ud800', 'x\udc00y', { '\ud801': 1 }],
		seen: String.raw`input[0] === '\ud800' && input[1] === 'x\udc00y' && input[2]['\ud801'] === 1`,
	},
	{
		what: 'arrays in arrays',
		source: '[[], [[1, [2]]], [null]]',
		value: () => [[], [[1, [2]]], [null]],
		seen: 'Array.isArray(input[1][0][1]) && input[1][0][1][0] === 2',
	},
	{
		what: 'the holes of an array',
		source: '[1, , 3, , ]',
		value: () => [1, , 3, ,],
		seen: 'input.length === 4 && !(1 in input) && !(3 in input) && 2 in input',
	},
	{
		what: 'an array of nothing but holes',
		source: 'new Array(5)',
		value: () => new Array(5),
		seen: 'input.length === 5 && Object.keys(input).length === 0',
	},
	{
		what: 'records, nested',
		source: '({ a: { b: { c: [{ d: 1 }] } }, "": 0, "a b": 2 })',
		value: () => ({ a: { b: { c: [{ d: 1 }] } }, '': 0, 'a b': 2 }),
		seen: 'input.a.b.c[0].d === 1 && input[""] === 0',
	},
	{
		what: 'records with names of Object.prototype',
		source: '({ constructor: 1, toString: 2, hasOwnProperty: 3, valueOf: 4, toJSON: 5, then: 6 })',
		value: () => ({ constructor: 1, toString: 2, hasOwnProperty: 3, valueOf: 4, toJSON: 5, then: 6 }),
		seen: 'input.constructor === 1 && input.then === 6 && input.toJSON === 5',
	},
	{
		what: 'dates',
		source: '[new Date(0), new Date(8.64e15), new Date(-1)]',
		value: () => [new Date(0), new Date(8.64e15), new Date(-1)],
		seen: 'input[0] instanceof Date && input[1].getTime() === 8.64e15',
	},
	{
		what: 'regular expressions with their flags',
		source: String.raw`[/a\/b[/]/giu, /(?<y>\d{4})/sy, new RegExp('')]`,
		value: () => [/a\/b[/]/giu, /(?<y>\d{4})/sy, new RegExp('')],
		seen: String.raw`input[0] instanceof RegExp && input[0].flags === 'giu' && input[0].source === 'a\\/b[/]'`,
	},
	{
		what: 'maps, in order and with any key',
		source: 'new Map([[1, "a"], ["1", "b"], [{ k: 1 }, new Map([[NaN, null]])]])',
		value: () =>
			new Map<unknown, unknown>([
				[1, 'a'],
				['1', 'b'],
				[{ k: 1 }, new Map([[Number.NaN, null]])],
			]),
		seen: 'input instanceof Map && input.size === 3 && input.get("1") === "b" && [...input.keys()][2].k === 1',
	},
	{
		what: 'sets, in order',
		source: 'new Set([3, "3", [1], new Set()])',
		value: () => new Set<unknown>([3, '3', [1], new Set()]),
		seen: 'input instanceof Set && [...input][2][0] === 1',
	},
	{
		what: 'an ArrayBuffer',
		source: 'new Uint8Array([1, 2, 255]).buffer',
		value: () => new Uint8Array([1, 2, 255]).buffer,
		seen: 'input instanceof ArrayBuffer && new Uint8Array(input)[2] === 255',
	},
	{
		what: 'every integer array',
		source:
			'[new Int8Array([-1]), new Uint8Array([255]), new Uint8ClampedArray([9]), new Int16Array([-2]), new Uint16Array([65535]), new Int32Array([-3]), new Uint32Array([4294967295])]',
		value: () => [
			new Int8Array([-1]),
			new Uint8Array([255]),
			new Uint8ClampedArray([9]),
			new Int16Array([-2]),
			new Uint16Array([65535]),
			new Int32Array([-3]),
			new Uint32Array([4294967295]),
		],
		seen: 'input[2] instanceof Uint8ClampedArray && input[6][0] === 4294967295',
	},
	{
		what: 'float and bigint arrays',
		source: '[new Float32Array([1.5, NaN]), new Float64Array([0.1, -0]), new BigInt64Array([-5n]), new BigUint64Array([2n ** 63n])]',
		value: () => [
			new Float32Array([1.5, Number.NaN]),
			new Float64Array([0.1, -0]),
			new BigInt64Array([-5n]),
			new BigUint64Array([2n ** 63n]),
		],
		seen: 'input[3][0] === 2n ** 63n && Object.is(input[1][1], -0)',
	},
	{
		what: 'a DataView on a part of its buffer',
		source: 'new DataView(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2)',
		value: () => new DataView(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2),
		seen: 'input instanceof DataView && input.byteLength === 2 && input.getUint8(0) === 2',
	},
	{
		what: 'an error with its name, message and own properties',
		source: 'Object.assign(new RangeError("far"), { code: 7 })',
		value: () => Object.assign(new RangeError('far'), { code: 7 }),
		seen: 'input instanceof RangeError && input.message === "far" && input.code === 7',
	},
	{
		what: 'an error with a chain of causes',
		source: 'new Error("a", { cause: new TypeError("b", { cause: { c: 1 } }) })',
		value: () => new Error('a', { cause: new TypeError('b', { cause: { c: 1 } }) }),
		seen: 'input.cause instanceof TypeError && input.cause.cause.c === 1',
	},
	{
		what: 'an AggregateError with its errors',
		source: 'new AggregateError([new Error("a"), 2], "both")',
		value: () => new AggregateError([new Error('a'), 2], 'both'),
		seen: 'input instanceof AggregateError && input.errors.length === 2 && input.errors[0].message === "a"',
	},
	{
		what: 'cycles',
		source: '(() => { const r = { list: [] }; r.self = r; r.list.push(r); return r })()',
		value: cycle,
		seen: 'input.self === input && input.list[0] === input',
	},
	{
		what: 'shared references',
		source: '(() => { const one = { x: 1 }; return [one, one, { one }] })()',
		value: shared,
		seen: 'input[0] === input[1] && input[2].one === input[0]',
	},
];

const crossing = travellers.map(
	({ what, source, value, seen }): Promised => ({
		says: `${what} can leave the guest unchanged, and enter it as its own`,
		check: async ({ evaluate }) => {
			const [left, yes, back] = await evaluate<[unknown, boolean, unknown]>(`[${source}, ${seen}, input]`, { input: value() });
			sameValue(left, value());
			assert.equal(yes, true, seen);
			sameValue(back, value());
		},
	}),
);

export const values: readonly Promised[] = [...crossing];
