/** What a copy is: whose it is, what it costs, when it is taken. */
import assert from 'node:assert/strict';
import type { Promised } from './promise.ts';
import { sameValue } from './same-value.ts';

export const copies: readonly Promised[] = [
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
		alone: true,
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
];
