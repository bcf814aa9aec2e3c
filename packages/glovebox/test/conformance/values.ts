/** Values that cross, in both directions. Size: table of promises. */
import assert from 'node:assert/strict';
import { type Bench, assertLimit, needs, type Promised } from './promise.ts';

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

/** Refused in a result at `result.x`; `text` is what must be said after the path. */
const refusedResults: readonly (readonly [what: string, source: string, text: RegExp])[] = [
	['a function', '() => 1', /^a function$/],
	['a class', 'class A {}', /./],
	['a symbol', 'Symbol("s")', /^a symbol$/],
	['a promise', 'Promise.resolve(1)', /^a promise$/],
	['an accessor', 'Object.defineProperty({}, "y", { get: () => 1, enumerable: true })', /accessor|getter/],
	['a class instance', 'new (class Point { x = 1 })()', /./],
	['an object with another object for its prototype', 'Object.create({ inherited: 1 })', /./],
	['a WeakMap', 'new WeakMap()', /WeakMap/],
	['a boxed string', 'Object("s")', /./],
	['a boxed number', 'Object(1)', /./],
	['an array with an extra property', 'Object.assign([1], { y: 1 })', /./],
	['the own key __proto__', 'JSON.parse(\'{ "__proto__": 1 }\')', /./],
	['a proxy that throws', 'new Proxy({}, { ownKeys() { throw new Error("no") }, getPrototypeOf() { throw new Error("no") } })', /./],
	['a revoked proxy', '(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()', /./],
	['a generator', '(function* () {})()', /./],
	['a WeakRef', 'new WeakRef({})', /./],
];

const refusals = refusedResults.map(
	([what, source, text]): Promised => ({
		says: `${what} in a result is refused by its path`,
		check: async ({ fails }) => {
			const error = await fails(`({ x: ${source} })`);
			assert.equal(error.code, 'GLOVEBOX_GUEST_VALUE');
			const said = /^Cannot copy "result\.x(.*?)": (.+)$/.exec(error.message);
			assert.ok(said, error.message);
			assert.match(said[2] as string, text);
		},
	}),
);

/** Refused when the host gives it as `input.x`. */
const refusedInputs: readonly (readonly [what: string, value: () => unknown])[] = [
	['a function', () => () => 1],
	['a symbol', () => Symbol('s')],
	['a promise', () => Promise.resolve(1)],
	['a class instance', () => new URL('http://localhost')],
	[
		'an accessor',
		() => ({
			get y() {
				return 1;
			},
		}),
	],
	['the own key __proto__', () => JSON.parse('{ "__proto__": 1 }')],
	['a SharedArrayBuffer', () => new SharedArrayBuffer(8)],
	['a boxed number', () => Object(1)],
];

const refusedByHost = refusedInputs.map(
	([what, value]): Promised => ({
		says: `${what} in input is the host's TypeError, with the path`,
		check: async ({ sandbox }) => {
			await assert.rejects(sandbox.run('1', { input: { x: value() } }), (error: unknown) => {
				assert.ok(error instanceof TypeError, String(error));
				assert.match(error.message, /^Cannot copy "(options\.)?input\.x/);
				return true;
			});
		},
	}),
);

const others: readonly Promised[] = [
	{
		says: 'an invalid date crosses both ways',
		check: async ({ evaluate }) => {
			const [ok, back] = await evaluate<[boolean, Date]>('[Number.isNaN(input.getTime()), input]', { input: new Date(Number.NaN) });
			assert.deepEqual([ok, back instanceof Date, back.getTime()], [true, true, Number.NaN]);
		},
	},
	{
		says: 'the class of an error becomes the nearest standard one and its name stays',
		check: async ({ evaluate }) => {
			const error = await evaluate<Error>('class Odd extends TypeError { name = "Odd" }; new Odd("m")');
			assert.deepEqual([error instanceof TypeError, error.name, error.message], [true, 'Odd', 'm']);
		},
	},
	{
		says: 'an error whose cause is itself crosses as a cycle',
		check: async ({ evaluate }) => {
			const error = await evaluate<Error>('const e = new Error("loop"); e.cause = e; e');
			assert.ok(error.cause === error);
		},
	},
	{
		says: 'keys keep their order',
		check: async ({ evaluate }) => {
			const [seen, back] = await evaluate<[string[], object]>('[Object.keys(input), input]', { input: { z: 1, a: 2, 7: 3, m: 4 } });
			assert.deepEqual(
				[seen, Object.keys(back)],
				[
					['7', 'z', 'a', 'm'],
					['7', 'z', 'a', 'm'],
				],
			);
		},
	},
	{
		says: 'a record without a prototype keeps its contents',
		check: async ({ evaluate }) => {
			const value = await evaluate<object>('Object.assign(Object.create(null), { a: 1, toString: 2 })');
			assert.deepEqual({ ...value }, { a: 1, toString: 2 });
		},
	},
	{
		says: 'properties that are not enumerable stay behind',
		check: async ({ evaluate }) =>
			sameValue(await evaluate('Object.defineProperty({ a: 1 }, "b", { value: 2, enumerable: false })'), { a: 1 }),
	},
	{
		says: 'two views of one buffer still share it on the other side',
		check: async ({ evaluate }) => {
			const [bytes, words] = await evaluate<[Uint8Array, Uint16Array]>(
				'const b = new ArrayBuffer(8); [new Uint8Array(b, 2, 4), new Uint16Array(b, 4, 1)]',
			);
			bytes[2] = 7;
			assert.deepEqual([bytes.buffer === words.buffer, bytes.byteOffset, words[0]], [true, 2, 7]);
		},
	},
	{
		says: "what arrives in the host has the host's prototypes",
		check: async ({ evaluate }) => {
			const value = await evaluate<unknown[]>(
				'[{}, [], new Map(), new Set(), new Date(0), /x/, new Error("e"), new Uint8Array(1), new ArrayBuffer(1)]',
			);
			const wanted = [Object, Array, Map, Set, Date, RegExp, Error, Uint8Array, ArrayBuffer];
			assert.deepEqual(
				value.map((one) => Object.getPrototypeOf(one)),
				wanted.map((one) => one.prototype),
			);
		},
	},
	{
		says: "what arrives in the guest has the guest's prototypes",
		check: async ({ evaluate }) => {
			const input = [{}, [], new Map(), new Set(), new Date(0), /x/, new Error('e'), new Uint8Array(1), new ArrayBuffer(1)];
			const source =
				'[Object, Array, Map, Set, Date, RegExp, Error, Uint8Array, ArrayBuffer].map((C, i) => Object.getPrototypeOf(input[i]) === C.prototype)';
			assert.deepEqual(
				await evaluate(source, { input }),
				input.map(() => true),
			);
		},
	},
	{
		says: 'a pooled Buffer of the host brings its own bytes and no others',
		check: async ({ evaluate }) => {
			const seen = await evaluate('[input.constructor === Uint8Array, input.buffer.byteLength, [...input]]', { input: Buffer.from('hi') });
			assert.deepEqual(seen, [true, 2, [104, 105]]);
		},
	},
	{
		says: 'one megabyte of bytes crosses both ways',
		check: async ({ evaluate }) => {
			const input = new Uint8Array(1_000_000).map((_, i) => i % 251);
			const back = await evaluate<Uint8Array>('input[999_999] === 999_999 % 251 && input', { input });
			assert.ok(Buffer.from(back).equals(Buffer.from(input)));
		},
	},
	{
		says: 'a long string crosses both ways',
		check: async ({ evaluate }) => {
			const input = 'é'.repeat(200_000);
			assert.ok((await evaluate('input.length === 200_000 && input', { input })) === input);
		},
	},
	{
		says: 'a graph of forty shared levels costs its nodes, not its paths',
		check: async ({ evaluate }) => {
			const value = await evaluate<unknown[][]>('let g = []; for (let i = 0; i < 40; i++) g = [g, g]; g');
			assert.ok(value[0] === value[1]);
			assert.equal(await evaluate('input[0] === input[1] && input[0][0] === input[1][1]', { input: value }), true);
		},
	},
	{
		says: 'a value nested 5 000 deep crosses both ways',
		check: async ({ evaluate }) => {
			const value = await evaluate('let v = 0; for (let i = 0; i < 5_000; i++) v = i % 2 ? [v] : { v }; v');
			const depth = await evaluate('let n = 0; for (let v = input; typeof v === "object"; v = v.v ?? v[0]) n++; n', { input: value });
			assert.equal(depth, 5_000);
		},
	},
	{
		says: 'four billion holes end the run instead of the host',
		check: async ({ fails }) => {
			const error = await fails('const a = [1]; a.length = 4_000_000_000; a');
			assert.ok(['GLOVEBOX_LIMIT', 'GLOVEBOX_GUEST_VALUE'].includes(error.code), error.message);
		},
	},
	{
		says: 'a refused result names the whole path, as in result.items[3].save',
		check: async ({ fails }) => {
			const error = await fails('({ items: [1, 2, 3, { save() {} }] })');
			assert.deepEqual([error.code, error.message], ['GLOVEBOX_GUEST_VALUE', 'Cannot copy "result.items[3].save": a function']);
		},
	},
	{
		says: 'a refused bare result is named result',
		check: async ({ fails }) => assert.equal((await fails('(() => {})')).message, 'Cannot copy "result": a function'),
	},
	{
		says: 'a key that is no identifier is quoted in the path',
		check: async ({ fails }) => assert.equal((await fails('({ "a b": [Symbol()] })')).message, 'Cannot copy "result["a b"][0]": a symbol'),
	},
	{
		says: 'a function hidden in a Map, a Set or an error is refused too',
		check: async ({ fails }) => {
			for (const source of [
				'new Map([[1, () => {}]])',
				'new Set([() => {}])',
				'Object.assign(new Error("e"), { f() {} })',
				'new Error("e", { cause: () => {} })',
			]) {
				assert.equal((await fails(source)).code, 'GLOVEBOX_GUEST_VALUE', source);
			}
		},
	},
	{
		says: 'no accessor of a refused result is run',
		check: async ({ run }) => {
			const outcome = await run('({ get x() { console.log("ran"); return 1 } })');
			assert.deepEqual([outcome.ok, outcome.console], [false, []]);
		},
	},
	{
		says: "globals that cannot be copied are the host's TypeError",
		check: async ({ sandbox }) => {
			await assert.rejects(
				sandbox.run('1', { globals: { tool: { f: () => 1 } } }),
				(error: unknown) => error instanceof TypeError && /Cannot copy ".*tool\.f"/.test(error.message),
			);
		},
	},
	{
		says: 'a value is copied when the run is asked for, not when it starts',
		check: async ({ evaluate }) => {
			const input = { a: 1 };
			const value = evaluate('input.a', { input });
			input.a = 2;
			assert.equal(await value, 1);
		},
	},
	{
		says: 'setters that the host has put on Object.prototype are not called by what arrives',
		check: async ({ evaluate }) => {
			let called = 0;
			Object.defineProperty(Object.prototype, 'trap', {
				set: () => {
					called++;
				},
				get: () => undefined,
				configurable: true,
			});
			try {
				const value = await evaluate<{ trap: number }>('({ trap: 1, list: [{ trap: 2 }] })');
				assert.deepEqual([Object.getOwnPropertyDescriptor(value, 'trap')?.value, called], [1, 0]);
			} finally {
				Reflect.deleteProperty(Object.prototype, 'trap');
			}
		},
	},
	{
		says: 'the guest and the host never share a copied object',
		check: async ({ evaluate }) => {
			const input = { list: [1], map: new Map([['a', 1]]), bytes: new Uint8Array([1]) };
			await evaluate('input.list.push(2); input.map.set("b", 2); input.bytes[0] = 9; 0', { input });
			assert.deepEqual(input, { list: [1], map: new Map([['a', 1]]), bytes: new Uint8Array([1]) });
		},
	},
	{
		says: 'a proxy that never stops answering is stopped by wallMs',
		unless: needs.force,
		check: async ({ fails }: Bench) => {
			const error = await fails('({ x: new Proxy({}, { ownKeys() { for (;;); }, getPrototypeOf() { for (;;); } }) })', {
				limits: { wallMs: 300 },
			});
			if (error.code !== 'GLOVEBOX_GUEST_VALUE') assertLimit(error, 'wallMs', 300);
		},
	},
];

export const values: readonly Promised[] = [...crossing, ...refusals, ...refusedByHost, ...others];

/** `deepEqual` does not tell sharing from copies, so identity is compared where a value has any. */
function sameValue(actual: unknown, wanted: unknown): void {
	assert.deepEqual(actual, wanted);
	assert.deepEqual(sharing(actual), sharing(wanted));
}

/** For each object in order of the walk, the number under which it was first met. */
function sharing(root: unknown): number[] {
	const numbers = new Map<object, number>();
	const met: number[] = [];
	const queue = [root];
	while (queue.length > 0) {
		const value = queue.shift();
		if (typeof value !== 'object' || value === null) continue;
		const known = numbers.get(value);
		met.push(known ?? numbers.size);
		if (known !== undefined) continue;
		numbers.set(value, numbers.size);
		queue.push(
			...(value instanceof Map
				? [...value].flat()
				: value instanceof Set
					? value
					: ArrayBuffer.isView(value)
						? [value.buffer]
						: Object.values(value)),
		);
	}
	return met;
}
