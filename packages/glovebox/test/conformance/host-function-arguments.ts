/** Arguments and results of host functions: copies, and what schemas make of them. */
import assert from 'node:assert/strict';
import { type } from 'arktype';
import { hostFunction } from 'glovebox';
import * as v from 'valibot';
import { z } from 'zod';
import { type Promised, resultOf } from './promise.ts';

/** The same rule in three libraries: a name of at most 5 characters and a count that defaults to 1. */
const schemas = [
	['zod', z.tuple([z.string().max(5), z.number().default(1)]), z.object({ id: z.number() })],
	['valibot', v.tuple([v.pipe(v.string(), v.maxLength(5)), v.optional(v.number(), 1)]), v.object({ id: v.number() })],
	['arktype', type(['string <= 5', 'number']), type({ id: 'number' })],
] as const;

const schemaRows = schemas.flatMap(([library, input, output]): Promised[] => [
	{
		says: `arguments are checked by a schema of ${library} before the handler runs`,
		check: async ({ run }) => {
			let calls = 0;
			const find = hostFunction({ input, handler: (name, count) => [name, count, ++calls] });
			const source = '[await store.find("abc", 2), await store.find("too long", 1).catch((e) => [e instanceof TypeError, e.message])]';
			const outcome = await run(source, { capabilities: { store: { find } } });
			const [good, [typed, message]] = resultOf(outcome) as [unknown, [boolean, string]];
			assert.deepEqual([good, typed, calls], [['abc', 2, 1], true, 1]);
			assert.match(message, /store\.find|\[0\]/);
		},
	},
	{
		says: `results are checked by a schema of ${library} before the guest sees them`,
		check: async ({ run }) => {
			const get = hostFunction({ output, handler: (good: boolean) => ({ id: (good ? 1 : 'secret') as number }) });
			const outcome = await run('[await store.get(true), await store.get(false).catch((e) => [e.name, e.message])]', {
				capabilities: { store: { get } },
			});
			assert.deepEqual(resultOf(outcome), [{ id: 1 }, ['HostError', 'store.get failed']]);
			assert.deepEqual(
				outcome.diagnostics.map(({ kind, path }) => [kind, path]),
				[['host-error', 'store.get']],
			);
		},
	},
]);

export const hostFunctionArguments: readonly Promised[] = [
	...schemaRows,
	{
		says: 'of arguments that are wrong in a thousand places a guest is told twenty',
		check: async ({ run }) => {
			const save = hostFunction({ input: z.tuple([z.array(z.string())]), handler: () => undefined });
			const source = 'await save(Array(1_000).fill(1)).catch((error) => error.message.split("; ").length)';
			assert.equal(resultOf(await run(source, { capabilities: { save } })), 20);
		},
	},
	{
		says: 'records and arrays are deeply frozen for the handler; bytes, maps, sets and dates are its own',
		check: async ({ evaluate }) => {
			let frozen: unknown[] = [];
			const look = (
				x: { list: unknown[]; deep: { er: object } },
				bytes: Uint8Array,
				map: Map<number, object>,
				set: Set<number>,
				date: Date,
			) => {
				frozen = [x, x.list, x.deep, x.deep.er].map(Object.isFrozen);
				bytes[0] = 9;
				map.set(2, {});
				set.add(3);
				date.setTime(0);
			};
			const kept = await evaluate(
				'const b = new Uint8Array(2), m = new Map([[1, {}]]), s = new Set([1]), d = new Date(7); await look({ list: [1], deep: { er: {} } }, b, m, s, d); [b[0], m.size, s.size, +d]',
				{ capabilities: { look } },
			);
			assert.deepEqual(
				[frozen, kept],
				[
					[true, true, true, true],
					[0, 1, 1, 7],
				],
			);
		},
	},
	{
		says: 'arguments are copied when the call is made: later changes are not seen',
		check: async ({ evaluate }) => {
			const seen: unknown[] = [];
			const take = async (x: { a: number }) => {
				seen.push(x.a);
				await null;
				seen.push(x.a);
			};
			await evaluate('const o = { a: 1 }; const p = take(o); o.a = 2; await p', { capabilities: { take } });
			assert.deepEqual(seen, [1, 1]);
		},
	},
	{
		says: 'arguments arrive as ordinary values of the host',
		check: async ({ evaluate }) => {
			const seen: unknown[] = [];
			await evaluate('await take({}, [], new Map(), new Error("e"))', {
				capabilities: {
					take: (...args: object[]) => {
						seen.push(...args.map((one) => Object.getPrototypeOf(one)));
					},
				},
			});
			assert.deepEqual(seen, [Object.prototype, Array.prototype, Map.prototype, Error.prototype]);
		},
	},
	{
		says: 'a function, a symbol, a promise and an accessor as an argument are a TypeError of the guest with the path, and no call',
		check: async ({ evaluate }) => {
			let calls = 0;
			const capabilities = {
				take: () => {
					calls++;
				},
			};
			const source =
				'const seen = []; for (const x of [() => 1, { a: [Symbol()] }, Promise.resolve(), { get x() { return 1 } }]) { try { await take(x) } catch (e) { seen.push([e instanceof TypeError, e.message]) } }; seen';
			const seen = await evaluate<[boolean, string][]>(source, { capabilities });
			assert.deepEqual([seen.length, calls], [4, 0]);
			for (const [typed, message] of seen) assert.ok(typed && message.startsWith('Cannot copy "'), message);
		},
	},
	{
		says: 'with a schema the handler gets what the schema makes of the arguments',
		check: async ({ evaluate }) => {
			const add = hostFunction({
				input: z.tuple([z.string().transform(Number), z.number().default(10)]),
				handler: (a: number, b: number) => a + b,
			});
			assert.equal(await evaluate('await add("5", undefined)', { capabilities: { add } }), 15);
		},
	},
	{
		says: 'with a schema the guest gets what the schema makes of the result',
		check: async ({ evaluate }) => {
			const user = hostFunction({ output: z.object({ id: z.number() }), handler: () => ({ id: 1, password: 'secret' }) });
			assert.deepEqual(await evaluate('await user()', { capabilities: { user } }), { id: 1 });
		},
	},
	{
		says: 'a schema that checks asynchronously is awaited',
		check: async ({ evaluate }) => {
			const f = hostFunction({ input: z.tuple([z.string().refine(async (x) => x !== 'bad')]), handler: (x: string) => x });
			assert.deepEqual(await evaluate('[await f("good"), await f("bad").catch((e) => e.name)]', { capabilities: { f } }), [
				'good',
				'TypeError',
			]);
		},
	},
	{
		says: 'a schema refuses a record where text was asked for, whatever the record pretends',
		check: async ({ evaluate }) => {
			let calls = 0;
			const f = hostFunction({
				input: z.tuple([z.string()]),
				handler: () => {
					calls++;
				},
			});
			assert.equal(
				await evaluate(
					'const seen = []; for (const x of [{ length: 1, toString: 1 }, ["a"], 1, null, { valueOf: "x" }]) seen.push(await f(x).catch((e) => e.name)); seen.join()',
					{ capabilities: { f } },
				),
				'TypeError,TypeError,TypeError,TypeError,TypeError',
			);
			assert.equal(calls, 0);
		},
	},
];
