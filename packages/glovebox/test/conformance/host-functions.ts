/** Plain host functions: what the guest finds and calls. */
import assert from 'node:assert/strict';
import type { Promised } from './promise.ts';

export const hostFunctions: readonly Promised[] = [
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
