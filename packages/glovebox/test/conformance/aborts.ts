/** Aborting before, during and after a run. */
import assert from 'node:assert/strict';
import { type CallInfo, hostFunction } from 'glovebox';
import { errorOf, needs, type Promised, resultOf } from './promise.ts';

/** Runs that last, each in another way. */
export const lasting: readonly (readonly [what: string, source: string, unless?: Promised['unless']])[] = [
	['a loop of awaits', 'for (;;) await null', needs.force],
	['a timer', 'await new Promise((done) => setTimeout(done, 60_000))'],
	['an interval', 'setInterval(() => {}, 5); new Promise(() => {})'],
	['a host call', 'await never()'],
];

const abortRows = lasting.map(
	([what, source, unless]): Promised => ({
		says: `${what} is aborted by the signal, with its reason as the cause`,
		unless,
		check: async ({ run, evaluate }) => {
			const abort = new AbortController();
			const reason = { by: 'the user' };
			const timer = setTimeout(() => abort.abort(reason), 60);
			const began = performance.now();
			const outcome = await run(source, { signal: abort.signal, capabilities: { never: () => new Promise(() => {}) } });
			clearTimeout(timer);
			const error = errorOf(outcome);
			assert.deepEqual([error.name, error.code, error.cause === reason], ['EngineError', 'GLOVEBOX_ABORTED', true], error.message);
			assert.ok(performance.now() - began < 4_000, `${performance.now() - began} ms`);
			assert.equal(await evaluate('1'), 1);
		},
	}),
);

export const aborts: readonly Promised[] = [
	...abortRows,
	{
		says: 'a loop is aborted by the signal where the guest has a thread or process of its own',
		unless: needs.force,
		check: async ({ run }) => {
			const outcome = await run('for (;;);', { signal: AbortSignal.timeout(100) });
			assert.deepEqual([errorOf(outcome).code, outcome.usage.wallMs < 2_500], ['GLOVEBOX_ABORTED', true]);
		},
	},
	{
		says: 'a signal aborted before the run means no guest code runs',
		check: async ({ run }) => {
			let calls = 0;
			const reason = new Error('early');
			const outcome = await run('mark(); console.log("ran"); 1', {
				signal: AbortSignal.abort(reason),
				capabilities: {
					mark: () => {
						calls++;
					},
				},
			});
			const error = errorOf(outcome);
			assert.deepEqual([error.code, error.cause === reason, calls, outcome.console], ['GLOVEBOX_ABORTED', true, 0, []]);
		},
	},
	{
		says: 'a signal aborted after the run changes nothing',
		check: async ({ run, evaluate }) => {
			const abort = new AbortController();
			const outcome = await run('5', { signal: abort.signal });
			abort.abort();
			assert.deepEqual([resultOf(outcome), await evaluate('6')], [5, 6]);
		},
	},
	{
		says: 'a run that ends keeps no listener on its signal',
		check: async ({ run }) => {
			const { signal } = new AbortController();
			let listeners = 0;
			const { addEventListener, removeEventListener } = signal;
			signal.addEventListener = (...args: unknown[]) => {
				listeners++;
				return Reflect.apply(addEventListener, signal, args);
			};
			signal.removeEventListener = (...args: unknown[]) => {
				listeners--;
				return Reflect.apply(removeEventListener, signal, args);
			};
			await run('await new Promise((done) => setTimeout(done, 5))', { signal });
			assert.equal(listeners, 0);
		},
	},
	{
		says: 'AbortSignal.timeout gives a TimeoutError as the cause',
		check: async ({ fails }) => {
			const error = await fails('await new Promise((done) => setTimeout(done, 60_000))', { signal: AbortSignal.timeout(50) });
			assert.deepEqual([error.code, (error.cause as Error).name], ['GLOVEBOX_ABORTED', 'TimeoutError']);
		},
	},
	{
		says: 'an abort tells the host functions in flight',
		check: async ({ run }) => {
			const abort = new AbortController();
			const told = Promise.withResolvers<boolean>();
			const wait = hostFunction({
				handler: ({ signal }: CallInfo) =>
					new Promise(() => {
						signal.addEventListener('abort', () => told.resolve(signal.aborted));
						abort.abort();
					}),
			});
			assert.equal(errorOf(await run('await wait()', { capabilities: { wait }, signal: abort.signal })).code, 'GLOVEBOX_ABORTED');
			assert.equal(await told.promise, true);
		},
	},
	{
		says: 'a run that waits for a carrier can be aborted',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ pool: { max: 1, min: 0 }, limits: { wallMs: 5_000 } });
			const first = sandbox.run('await new Promise((done) => setTimeout(done, 600)); 1');
			const outcome = await sandbox.run('2', { signal: AbortSignal.timeout(100) });
			assert.equal(errorOf(outcome).code, 'GLOVEBOX_ABORTED');
			assert.equal(resultOf(await first), 1);
		},
	},
];
