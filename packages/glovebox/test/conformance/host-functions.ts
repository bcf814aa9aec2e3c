/** Host functions: both directions, errors, schemas, limits, context. Size: table of promises. */
import assert from 'node:assert/strict';
import { type } from 'arktype';
import { type CallInfo, hostFunction, PublicError } from 'glovebox';
import * as v from 'valibot';
import { z } from 'zod';
import { assertLimit, errorOf, needs, type Promised, resultOf } from './promise.ts';

/** What a guest can see of a failed call, sorted out by guest code. */
const caught = (call: string) =>
	`let seen; try { await (${call}); seen = "no error" } catch (e) { seen = { name: e.name, message: e.message, own: e instanceof Error, details: e.details, keys: Object.keys(e).sort() } }; seen`;
const failed = (path: string) => ({ name: 'HostError', message: `${path} failed`, own: true, details: undefined });

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

const plain: readonly Promised[] = [
	{
		says: 'a plain function gives the guest a promise of the guest',
		check: async ({ evaluate }) => {
			const capabilities = { clock: { now: () => 5 } };
			assert.deepEqual(
				await evaluate('const p = clock.now(); [p instanceof Promise, Object.getPrototypeOf(p) === Promise.prototype, await p]', {
					capabilities,
				}),
				[true, true, 5],
			);
		},
	},
	{
		says: 'an async plain function is awaited by the host',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate('(await later(20)) + 1', {
					capabilities: { later: async (ms: number) => new Promise((done) => setTimeout(done, ms, 4)) },
				}),
				5,
			),
	},
	{
		says: 'a function on its own is a global function, a group a global record',
		check: async ({ evaluate }) =>
			assert.deepEqual(
				await evaluate('[typeof print, typeof kv, typeof kv.get, typeof kv.set, typeof kv.other, await print("a"), await kv.get("b")]', {
					capabilities: { print: (x: string) => `printed ${x}`, kv: { get: (x: string) => `got ${x}`, set: () => {} } },
				}),
				['function', 'object', 'function', 'function', 'undefined', 'printed a', 'got b'],
			),
	},
	{
		says: "a plain function gets the guest's arguments alone",
		check: async ({ evaluate }) => {
			const seen: unknown[] = [];
			await evaluate('await f(); await f(1, undefined); await f({ a: [1] })', {
				capabilities: {
					f: (...args: unknown[]) => {
						seen.push(args);
					},
				},
			});
			assert.deepEqual(seen, [[], [1, undefined], [{ a: [1] }]]);
		},
	},
	{
		says: 'every kind of value goes to a host function and comes back',
		check: async ({ evaluate }) => {
			const source =
				'const o = { d: new Date(5), m: new Map([[1, new Set([2n])]]), b: new Uint8Array([1, 2]), h: [1, , 3], z: -0, r: /x/g }; o.self = o; const r = await echo(o); [r !== o && r.self === r, r.d instanceof Date && +r.d, r.m.get(1).has(2n), [...r.b], 1 in r.h, Object.is(r.z, -0), r.r instanceof RegExp]';
			assert.deepEqual(await evaluate(source, { capabilities: { echo: (x: unknown) => x } }), [true, 5, true, [1, 2], false, true, true]);
		},
	},
	{
		says: 'calls that are answered out of order settle their own promises',
		check: async ({ evaluate }) => {
			const capabilities = { wait: (ms: number) => new Promise((done) => setTimeout(done, ms, ms)) };
			assert.deepEqual(
				await evaluate('const order = []; await Promise.all([60, 5, 30].map((ms) => wait(ms).then((x) => order.push(x)))); order', {
					capabilities,
				}),
				[5, 30, 60],
			);
		},
	},
	{
		says: 'a hundred calls at once are all answered',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate('(await Promise.all(Array.from({ length: 100 }, (_, i) => twice(i)))).reduce((a, b) => a + b)', {
					capabilities: { twice: (n: number) => n * 2 },
				}),
				9_900,
			),
	},
	{
		says: 'a host function can be called from a timer and from a job',
		check: async ({ evaluate }) =>
			assert.deepEqual(
				await evaluate('await Promise.all([new Promise((done) => setTimeout(() => done(f(1)), 5)), Promise.resolve().then(() => f(2))])', {
					capabilities: { f: (n: number) => n * 10 },
				}),
				[10, 20],
			),
	},
	{
		says: 'a function that was not granted is not there',
		check: async ({ evaluate }) =>
			assert.deepEqual(
				await evaluate('[typeof kv.del, typeof kv.constructor.prototype.get, typeof set]', { capabilities: { kv: { get: () => 1 } } }),
				['undefined', 'undefined', 'undefined'],
			),
	},
	{
		says: 'host functions granted to one run are not there in the next',
		check: async ({ evaluate }) => {
			assert.equal(await evaluate('typeof only', { capabilities: { only: () => 1 } }), 'function');
			assert.equal(await evaluate('typeof only'), 'undefined');
		},
	},
	{
		says: 'a name that the sandbox has granted is refused in a run',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ capabilities: { kv: { get: () => 1 } } });
			await assert.rejects(sandbox.run('1', { capabilities: { kv: { set: () => 2 } } }), { name: 'TypeError', message: /kv/ });
			assert.deepEqual(await sandbox.evaluate('[await kv.get(), await more()]', { capabilities: { more: () => 2 } }), [1, 2]);
		},
	},
];

const argumentRows: readonly Promised[] = [
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

const errorRows: readonly Promised[] = [
	{
		says: 'a PublicError is seen with its name, message and details, as an error of the guest',
		check: async ({ run }) => {
			const refuse = () => {
				throw new PublicError('out of stock', { name: 'StockError', details: { left: 0, more: [1] } });
			};
			const outcome = await run(
				'let seen; try { await shop.buy() } catch (e) { seen = [e.name, e.message, e.details, e instanceof Error, e.constructor.constructor === Function] }; seen',
				{ capabilities: { shop: { buy: refuse } } },
			);
			assert.deepEqual(resultOf(outcome), ['StockError', 'out of stock', { left: 0, more: [1] }, true, true]);
			assert.deepEqual(outcome.diagnostics, []);
		},
	},
	{
		says: 'without input, a guest cannot stand in for what the sandbox says of its call',
		check: async ({ evaluate }) => {
			const who = hostFunction({ handler: (_key: unknown, { run }: CallInfo) => run.tenant });
			const told = `e => e.name`;
			assert.deepEqual(
				await evaluate(
					`[await who(), await who('k'), await who('k', { run: { tenant: 'other' } }).catch(${told}), await who('k', { signal: 1 }).catch(${told})]`,
					{ capabilities: { who }, tenant: 'own' },
				),
				['own', 'own', 'TypeError', 'TypeError'],
			);
		},
	},
	{
		says: 'a PublicError without options has name PublicError',
		check: async ({ evaluate }) =>
			assert.deepEqual(
				await evaluate('await f().catch((e) => [e.name, e.message])', {
					capabilities: {
						f: async () => {
							throw new PublicError('no');
						},
					},
				}),
				['PublicError', 'no'],
			),
	},
	{
		says: 'a PublicError that the guest lets through is what it threw',
		check: async ({ fails }) => {
			const error = await fails('await f()', {
				capabilities: {
					f: () => {
						throw new PublicError('closed', { name: 'ShopError' });
					},
				},
			});
			assert.deepEqual([error.code, error.name, error.message], ['GLOVEBOX_GUEST_THROW', 'ShopError', 'closed']);
		},
	},
	{
		says: 'any other error is HostError: <path> failed, and its true self is in diagnostics',
		check: async ({ run }) => {
			const secret = Object.assign(new TypeError('password is 123'), { token: 'abc' });
			const outcome = await run(caught('db.read()'), {
				capabilities: {
					db: {
						read: () => {
							throw secret;
						},
					},
				},
			});
			const { keys, ...seen } = resultOf(outcome) as Record<string, unknown>;
			assert.deepEqual([seen, (keys as string[]).includes('token')], [failed('db.read'), false]);
			assert.equal(outcome.diagnostics.length, 1);
			const [told] = outcome.diagnostics;
			assert.deepEqual([told?.kind, told?.path, told?.error === secret], ['host-error', 'db.read', true]);
		},
	},
	{
		says: 'a handler that throws or rejects with no error is HostError too',
		check: async ({ evaluate }) => {
			const fail = (reason: unknown) => Promise.reject(reason);
			const capabilities = { a: () => fail(null), b: () => fail(undefined), c: () => fail('text') };
			assert.deepEqual(
				await evaluate('const seen = []; for (const f of [a, b, c]) seen.push(await f().catch((e) => e.name + ": " + e.message)); seen', {
					capabilities,
				}),
				['HostError: a failed', 'HostError: b failed', 'HostError: c failed'],
			);
		},
	},
	{
		says: 'the stack and text of a host error say nothing of the host',
		unless: ({ stacks }) => (stacks === 'shared' ? 'stacks: shared' : undefined),
		check: async ({ evaluate }) => {
			const text = await evaluate<string>(
				'await f().catch((e) => [e.stack, e.message, String(e), JSON.stringify(Object.getOwnPropertyNames(e).map((k) => String(e[k])))].join())',
				{
					capabilities: {
						f: () => {
							throw new Error('/etc/secret');
						},
					},
					filename: 'guest.js',
				},
			);
			assert.doesNotMatch(text, /\/|node:|secret|glovebox/);
		},
	},
	{
		says: 'a result that cannot be copied is HostError, and in diagnostics',
		check: async ({ run }) => {
			const capabilities = { a: () => () => 1, b: () => ({ x: new URL('http://localhost') }), c: () => Symbol('s'), d: () => process };
			const outcome = await run('const seen = []; for (const f of [a, b, c, d]) seen.push(await f().catch((e) => e.message)); seen', {
				capabilities,
			});
			assert.deepEqual(resultOf(outcome), ['a failed', 'b failed', 'c failed', 'd failed']);
			assert.deepEqual(
				outcome.diagnostics.map(({ kind, path }) => [kind, path]),
				[
					['host-error', 'a'],
					['host-error', 'b'],
					['host-error', 'c'],
					['host-error', 'd'],
				],
			);
		},
	},
	{
		says: "a table looked up by a guest's key hands out no host function",
		check: async ({ evaluate }) => {
			const table: Record<string, unknown> = { a: 1 };
			const names = '["constructor", "__proto__", "toString", "hasOwnProperty", "__defineGetter__"]';
			assert.deepEqual(
				await evaluate(
					`const seen = []; for (const key of ${names}) seen.push(await look(key).then((x) => typeof x, () => "refused")); seen.includes("function")`,
					{ capabilities: { look: (key: string) => table[key] } },
				),
				false,
			);
		},
	},
];

const syncRows: readonly Promised[] = [
	{
		says: 'a sync function gives the guest the value itself',
		check: async ({ evaluate }) => {
			const add = hostFunction({ sync: true, handler: (a: number, b: number) => a + b });
			assert.deepEqual(
				await evaluate('[math.add(1, 2), [3, 1, 2].map((x) => math.add(x, x)), [3, 1, 2].sort((a, b) => math.add(a, -b))]', {
					capabilities: { math: { add } },
				}),
				[3, [6, 2, 4], [1, 2, 3]],
			);
		},
	},
	{
		says: 'a sync function throws PublicError and HostError where it is called',
		check: async ({ evaluate }) => {
			const capabilities = {
				a: hostFunction({
					sync: true,
					handler: () => {
						throw new PublicError('p', { name: 'Own' });
					},
				}),
				b: hostFunction({
					sync: true,
					handler: () => {
						throw new Error('h');
					},
				}),
			};
			assert.deepEqual(
				await evaluate(
					'const seen = []; for (const f of [a, b]) try { f() } catch (e) { seen.push(e.name + ": " + e.message, e instanceof Error) }; seen',
					{ capabilities },
				),
				['Own: p', true, 'HostError: b failed', true],
			);
		},
	},
	{
		says: 'a sync function works after an await, in a timer and in a getter',
		check: async ({ evaluate }) => {
			const capabilities = { one: hostFunction({ sync: true, handler: () => 1 }) };
			assert.equal(
				await evaluate(
					'await null; const o = { get x() { return one() } }; o.x + await new Promise((done) => setTimeout(() => done(one()), 1)) + one()',
					{ capabilities },
				),
				3,
			);
		},
	},
	{
		says: 'a thousand sync calls in a row are answered',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate('let n = 0; for (let i = 0; i < 1_000; i++) n += one(); n', {
					capabilities: { one: hostFunction({ sync: true, handler: () => 1 }) },
				}),
				1_000,
			),
	},
	{
		says: 'a sync function with an async handler blocks the guest and not the host',
		unless: needs.waits,
		check: async ({ run }) => {
			let beats = 0;
			const heart = setInterval(() => beats++, 5);
			try {
				const slow = hostFunction({ sync: true, handler: (x: number) => new Promise<number>((done) => setTimeout(done, 150, x + 1)) });
				assert.equal(resultOf(await run('slow(4)', { capabilities: { slow } })), 5);
				assert.ok(beats >= 5, `${beats} beats`);
			} finally {
				clearInterval(heart);
			}
		},
	},
	{
		says: 'a sync function with an async handler ends the run with GLOVEBOX_NEEDS_ASYNC, caught or not',
		unless: needs.noWaits,
		check: async ({ fails, evaluate }) => {
			const slow = hostFunction({ sync: true, handler: async () => 1 });
			assert.equal((await fails('try { slow() } catch {}; 1', { capabilities: { slow } })).code, 'GLOVEBOX_NEEDS_ASYNC');
			assert.equal(await evaluate('1'), 1);
		},
	},
	{
		says: 'in runSync a plain function that answers at once is awaited by the guest',
		unless: needs.sync,
		check: ({ sandbox }) => assert.equal(sandbox.evaluateSync('(await now()) + 1', { capabilities: { now: () => 4 } }), 5),
	},
	{
		says: 'in runSync what only a host promise could settle is GLOVEBOX_NEEDS_ASYNC',
		unless: needs.sync,
		check: ({ sandbox }) => {
			assert.equal(errorOf(sandbox.runSync('await later()', { capabilities: { later: async () => 1 } })).code, 'GLOVEBOX_NEEDS_ASYNC');
			assert.equal(
				errorOf(sandbox.runSync('later()', { capabilities: { later: hostFunction({ sync: true, handler: async () => 1 }) } })).code,
				'GLOVEBOX_NEEDS_ASYNC',
			);
		},
	},
];

const contextRows: readonly Promised[] = [
	{
		says: 'the last parameter of a hostFunction handler is { signal, run }, however many arguments there are',
		check: async ({ evaluate }) => {
			const seen: unknown[] = [];
			const f = hostFunction({
				handler: (...args: unknown[]) => {
					const last = args.at(-1) as CallInfo;
					seen.push([args.length, last.signal instanceof AbortSignal, Object.keys(last.run).sort()]);
				},
			});
			await evaluate('await f(); await f({ id: 1 }, 2)', { capabilities: { f } });
			const keys = ['context', 'deadline', 'id', 'tenant'];
			assert.deepEqual(seen, [
				[1, true, keys],
				[3, true, keys],
			]);
		},
	},
	{
		says: 'run.context is the very value the host gave, and the guest never sees it',
		check: async ({ run }) => {
			const context = { user: 'ann', secret: () => 1 };
			let same = false;
			const f = hostFunction({
				handler: (_name: string, { run }: CallInfo) => {
					same = run.context === context;
				},
			});
			const outcome = await run('await f("x"); [typeof context, Object.keys(globalThis).includes("context")]', {
				capabilities: { f },
				context,
			});
			assert.deepEqual([resultOf(outcome), same], [['undefined', false], true]);
		},
	},
	{
		says: 'run.tenant is the tenant, run.id differs from run to run, run.deadline is a time',
		check: async ({ evaluate }) => {
			const seen: { id: unknown; tenant: unknown; deadline: unknown }[] = [];
			const capabilities = {
				f: hostFunction({
					handler: ({ run }: CallInfo) => {
						seen.push({ id: run.id, tenant: run.tenant, deadline: run.deadline });
					},
				}),
			};
			await evaluate('await f(); await f()', { capabilities, tenant: 'shop-1' });
			await evaluate('await f()', { capabilities });
			assert.deepEqual(
				seen.map(({ tenant }) => tenant),
				['shop-1', 'shop-1', undefined],
			);
			assert.ok(seen[0]?.id === seen[1]?.id && seen[0]?.id !== seen[2]?.id, 'ids');
			assert.ok(
				seen.every(({ deadline }) => Number.isFinite(Number(deadline))),
				'deadlines',
			);
		},
	},
	{
		says: 'the signal of a call that nobody awaits is aborted when the run is over, and its answer is dropped',
		check: async ({ run }) => {
			const ended = Promise.withResolvers<boolean>();
			const f = hostFunction({
				handler: ({ signal }: CallInfo) => {
					signal.addEventListener('abort', () => ended.resolve(true));
					return new Promise((done) => setTimeout(done, 300));
				},
			});
			const outcome = await run('f(); 5', { capabilities: { f } });
			assert.deepEqual([resultOf(outcome), await ended.promise, outcome.usage.hostCalls], [5, true, 1]);
		},
	},
	{
		says: 'the signal of a call is aborted when the run is stopped',
		check: async ({ run }) => {
			const ended = Promise.withResolvers<boolean>();
			const f = hostFunction({
				handler: ({ signal }: CallInfo) => new Promise(() => signal.addEventListener('abort', () => ended.resolve(signal.aborted))),
			});
			assertLimit(errorOf(await run('await f()', { capabilities: { f }, limits: { wallMs: 150 } })), 'wallMs', 150);
			assert.equal(await ended.promise, true);
		},
	},
	{
		says: 'the signal of a call that was answered stays quiet',
		check: async ({ evaluate }) => {
			const signals: AbortSignal[] = [];
			const f = hostFunction({
				handler: ({ signal }: CallInfo) => {
					signals.push(signal);
					return 1;
				},
			});
			await evaluate('await f(); await new Promise((done) => setTimeout(done, 20)); await f(); 1', { capabilities: { f } });
			assert.deepEqual(
				signals.map(({ aborted }) => aborted),
				[false, false],
			);
		},
	},
	{
		says: 'over its own wallMs a function is HostError: <path> timed out, its signal is aborted, and the run goes on',
		check: async ({ evaluate }) => {
			let aborted = false;
			const slow = hostFunction({
				limits: { wallMs: 50 },
				handler: ({ signal }: CallInfo) =>
					new Promise((done) => {
						signal.addEventListener('abort', () => {
							aborted = true;
						});
						setTimeout(done, 400, 'late');
					}),
			});
			assert.deepEqual(
				await evaluate(
					'const seen = await api.slow().catch((e) => e.name + ": " + e.message); await new Promise((done) => setTimeout(done, 500)); seen',
					{ capabilities: { api: { slow } } },
				),
				'HostError: api.slow timed out',
			);
			assert.equal(aborted, true);
		},
	},
	{
		says: 'an answer that comes after its function timed out is dropped and listed as a late message',
		check: async ({ run }) => {
			const slow = hostFunction({ limits: { wallMs: 30 }, handler: () => new Promise((done) => setTimeout(done, 120, 'late')) });
			const outcome = await run(
				'const first = await slow().catch((e) => e.message); await new Promise((done) => setTimeout(done, 300)); first',
				{ capabilities: { slow } },
			);
			assert.equal(resultOf(outcome), 'slow timed out');
			assert.deepEqual(
				outcome.diagnostics.filter(({ kind }) => kind === 'late-message').map(({ path }) => path),
				['slow'],
			);
		},
	},
	{
		says: 'the text of a host function tells nothing of its source',
		check: async ({ evaluate }) => {
			const capabilities = {
				f: (secretName: number) => secretName,
				g: hostFunction({ sync: true, handler: (secretName: number) => secretName }),
			};
			assert.ok(
				!(await evaluate<string>('String(f) + String(g) + Object.getOwnPropertyNames(f)', { capabilities })).includes('secretName'),
			);
		},
	},
	{
		says: 'a guest may declare over what it was given, and then has its own',
		check: async ({ evaluate }) => {
			const options = { input: 1, globals: { given: 1 }, capabilities: { f: () => 1, kv: { get: () => 1 } } };
			assert.deepEqual(
				await evaluate('let input = 2; const given = 3; function f() { return 4 } class kv {}; [input, given, f(), typeof kv]', options),
				[2, 3, 4, 'function'],
			);
			assert.deepEqual(await evaluate('var input = 5; const console = 6; [input, console]', options), [5, 6]);
		},
	},
	{
		says: 'over its own hostCalls a function ends the run, caught or not',
		check: async ({ evaluate, fails }) => {
			const capabilities = () => ({ f: hostFunction({ limits: { hostCalls: 2 }, handler: () => 1 }), g: () => 1 });
			assert.equal(await evaluate('await f(); await f(); await g(); await g(); await g()', { capabilities: capabilities() }), 1);
			assertLimit(
				await fails('for (let i = 0; i < 3; i++) { try { await f() } catch {} }; 1', { capabilities: capabilities() }),
				'hostCalls',
				2,
			);
		},
	},
	{
		says: "a function's own hostCalls count for each run",
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ capabilities: { f: hostFunction({ limits: { hostCalls: 2 }, handler: () => 1 }) } });
			assert.deepEqual([await sandbox.evaluate('await f(); await f()'), await sandbox.evaluate('await f(); await f()')], [1, 1]);
		},
	},
	{
		says: 'calls are listed with path, time, duration and success',
		check: async ({ run }) => {
			const outcome = await run('await a(); await kv.b().catch(() => {}); 1', {
				capabilities: {
					a: () => new Promise((done) => setTimeout(done, 30)),
					kv: {
						b: () => {
							throw new Error('x');
						},
					},
				},
			});
			assert.deepEqual(
				outcome.calls.map(({ path, ok }) => [path, ok]),
				[
					['a', true],
					['kv.b', false],
				],
			);
			const [first] = outcome.calls;
			assert.ok(
				first && first.wallMs >= 20 && first.atMs >= 0 && (outcome.calls[1]?.atMs as number) >= first.atMs,
				JSON.stringify(outcome.calls),
			);
		},
	},
	{
		says: 'only the first thousand calls are listed, all are counted',
		check: async ({ run }) => {
			const outcome = await run('for (let i = 0; i < 1_050; i++) one(); 1', {
				capabilities: { one: hostFunction({ sync: true, handler: () => 1 }) },
			});
			assert.deepEqual([resultOf(outcome), outcome.calls.length, outcome.usage.hostCalls], [1, 1_000, 1_050]);
		},
	},
];

export const hostFunctions: readonly Promised[] = [...plain, ...argumentRows, ...schemaRows, ...errorRows, ...syncRows, ...contextRows];
