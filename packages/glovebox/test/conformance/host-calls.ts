/** What goes with a call: the run it belongs to, its signal, its limits, the list of calls. */
import assert from 'node:assert/strict';
import { type CallInfo, hostFunction } from 'glovebox';
import { assertLimit, errorOf, type Promised, resultOf } from './promise.ts';

export const hostCalls: readonly Promised[] = [
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
		says: 'several host functions that answer at the same moment are all heard',
		check: async ({ evaluate }) => {
			const capabilities = { soon: async (n: number) => n, later: (n: number) => new Promise((resolve) => setImmediate(resolve, n)) };
			const source = 'await Promise.all([soon(1), soon(2), later(3), later(4), soon(5)])';
			assert.deepEqual(await evaluate(source, { capabilities }), [1, 2, 3, 4, 5]);
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
			assertLimit(errorOf(await run('await f()', { capabilities: { f }, limits: { wallMs: 1_000 } })), 'wallMs', 1_000);
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
