/** Host functions that a guest waits for, and those that runSync can wait for. */
import assert from 'node:assert/strict';
import { hostFunction, PublicError } from 'glovebox';
import { errorOf, needs, type Promised, resultOf } from './promise.ts';

export const syncHostFunctions: readonly Promised[] = [
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
