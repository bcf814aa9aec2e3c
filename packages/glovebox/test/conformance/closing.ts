/** Aborts, closing, and runs beside each other. Size: table of promises. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { type CallInfo, hostFunction } from 'glovebox';
import { runInChild } from './child.ts';
import { errorOf, needs, type Promised, resultOf } from './promise.ts';

/** Runs that last, each in another way. */
const lasting: readonly (readonly [what: string, source: string, unless?: Promised['unless']])[] = [
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

const closeRows = lasting.map(
	([what, source, unless]): Promised => ({
		says: `${what} ends when the sandbox is closed`,
		unless,
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ limits: { wallMs: 8_000 }, capabilities: { never: () => new Promise(() => {}) } });
			const running = sandbox.run(source);
			setTimeout(() => void sandbox.close(), 150);
			const error = errorOf(await running);
			assert.deepEqual([error.name, error.code], ['EngineError', 'GLOVEBOX_CLOSED']);
		},
	}),
);

const others: readonly Promised[] = [
	{
		says: 'a loop is aborted by the signal where the guest has a thread or process of its own',
		unless: needs.force,
		check: async ({ run }) => {
			const outcome = await run('for (;;);', { signal: AbortSignal.timeout(100) });
			assert.deepEqual([errorOf(outcome).code, outcome.usage.wallMs < 2_500], ['GLOVEBOX_ABORTED', true]);
		},
	},
	{
		says: 'a loop ends when the sandbox is closed where the guest has a thread or process of its own',
		unless: needs.force,
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ limits: { wallMs: 8_000 } });
			const running = sandbox.run('for (;;);');
			setTimeout(() => void sandbox.close(), 200);
			assert.equal(errorOf(await running).code, 'GLOVEBOX_CLOSED');
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
	{
		says: 'runs over pool.queue are GLOVEBOX_CAPACITY, and the others go on',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ pool: { max: 1, min: 0, queue: 1 }, limits: { wallMs: 5_000 } });
			const source = 'await new Promise((done) => setTimeout(done, 150)); 1';
			const outcomes = await Promise.all([sandbox.run(source), sandbox.run(source), sandbox.run(source)]);
			assert.deepEqual(
				outcomes.map((outcome) => (outcome.ok ? outcome.value : outcome.error.code)),
				[1, 1, 'GLOVEBOX_CAPACITY'],
			);
		},
	},
	{
		says: 'closing twice is harmless, and running after it is an outcome with GLOVEBOX_CLOSED',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			assert.equal(await sandbox.evaluate('1'), 1);
			await sandbox.close();
			await sandbox.close();
			const error = errorOf(await sandbox.run('1'));
			assert.deepEqual([error.name, error.code], ['EngineError', 'GLOVEBOX_CLOSED']);
			await assert.rejects(sandbox.evaluate('1'), { code: 'GLOVEBOX_CLOSED' });
		},
	},
	{
		says: 'a sandbox that never ran can be closed',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			await sandbox.close();
			assert.equal(errorOf(await sandbox.run('1')).code, 'GLOVEBOX_CLOSED');
		},
	},
	{
		says: 'runs that wait when the sandbox is closed are told so',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ pool: { max: 1, min: 0 } });
			const running = Array.from({ length: 3 }, () => sandbox.run('await new Promise((done) => setTimeout(done, 800))'));
			setTimeout(() => void sandbox.close(), 100);
			assert.deepEqual(
				(await Promise.all(running)).map((outcome) => errorOf(outcome).code),
				['GLOVEBOX_CLOSED', 'GLOVEBOX_CLOSED', 'GLOVEBOX_CLOSED'],
			);
		},
	},
	{
		says: 'closing while a run is about to start is an outcome, not a hang',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			const running = sandbox.run('1');
			await sandbox.close();
			const outcome = await running;
			if (!outcome.ok) assert.equal(outcome.error.code, 'GLOVEBOX_CLOSED');
		},
	},
	{
		says: 'await using closes a sandbox, as does using',
		check: async ({ createSandbox }) => {
			const kept = [];
			{
				await using sandbox = createSandbox();
				using other = createSandbox();
				kept.push(sandbox, other);
				assert.equal(await sandbox.evaluate('1'), 1);
			}
			for (const sandbox of kept) assert.equal(errorOf(await sandbox.run('1')).code, 'GLOVEBOX_CLOSED');
		},
	},
	{
		says: 'closing one sandbox leaves another alone',
		check: async ({ createSandbox }) => {
			const [one, two] = [createSandbox(), createSandbox()];
			const running = two.run('await new Promise((done) => setTimeout(done, 100)); 7');
			await one.evaluate('1');
			await one.close();
			assert.equal(resultOf(await running), 7);
		},
	},
	{
		says: 'runs at once each have their own realm, input and console',
		check: async ({ run }) => {
			const source = 'globalThis.mine = input; await new Promise((done) => setTimeout(done, 30)); console.log(mine); mine';
			const outcomes = await Promise.all([1, 2, 3].map((input) => run(source, { input })));
			assert.deepEqual(
				outcomes.map((outcome) => [resultOf(outcome), outcome.console.map(({ text }) => text)]),
				[
					[1, ['1']],
					[2, ['2']],
					[3, ['3']],
				],
			);
		},
	},
	{
		says: 'twenty runs at once all come to their values',
		check: async ({ evaluate }) =>
			assert.deepEqual(
				await Promise.all(Array.from({ length: 20 }, (_, input) => evaluate('input * 2', { input }))),
				Array.from({ length: 20 }, (_, i) => i * 2),
			),
	},
	{
		says: 'runSync gives what run gives',
		unless: needs.sync,
		check: async ({ sandbox, run }) => {
			for (const source of [
				'6 * 7',
				'throw new TypeError("t")',
				'let = ;',
				'() => 1',
				'await Promise.resolve([1])',
				'console.log("x"); 1',
			]) {
				const [now, later] = [sandbox.runSync(source, { filename: 'a.js' }), await run(source, { filename: 'a.js' })];
				const told = (outcome: typeof now) => [
					outcome.ok ? outcome.value : [outcome.error.code, outcome.error.message],
					outcome.console.map(({ text }) => text),
				];
				assert.deepEqual(told(now), told(later), source);
			}
		},
	},
	{
		says: "evaluateSync throws the outcome's error",
		unless: needs.sync,
		check: ({ sandbox }) => {
			assert.equal(sandbox.evaluateSync('6 * 7'), 42);
			assert.throws(() => sandbox.evaluateSync('throw new TypeError("t")'), {
				code: 'GLOVEBOX_GUEST_THROW',
				name: 'TypeError',
				message: 't',
			});
		},
	},
	{
		says: 'runSync is stopped by wallMs',
		unless: needs.sync,
		check: ({ sandbox }) => {
			for (const source of [
				'for (;;);',
				'for (;;) await null',
				'await new Promise((done) => setTimeout(done, 60_000))',
				'setInterval(() => {}, 1); new Promise(() => {})',
			]) {
				const error = errorOf(sandbox.runSync(source, { limits: { wallMs: 150 } }));
				assert.deepEqual([error.code, error.details['limit']], ['GLOVEBOX_LIMIT', 'wallMs'], source);
			}
		},
	},
	{
		says: 'runSync of a value that can never settle is GLOVEBOX_GUEST_PENDING',
		unless: needs.sync,
		check: ({ sandbox }) => assert.equal(errorOf(sandbox.runSync('new Promise(() => {})')).code, 'GLOVEBOX_GUEST_PENDING'),
	},
	{
		says: 'runSync and evaluateSync are GLOVEBOX_UNSUPPORTED where the guest is elsewhere, and name the engines that can',
		unless: needs.noSync,
		check: ({ sandbox }) => {
			const unsupported = { name: 'EngineError', code: 'GLOVEBOX_UNSUPPORTED', message: /nodeVm.*isolate.*quickjs/s };
			assert.throws(() => sandbox.runSync('1'), unsupported);
			assert.throws(() => sandbox.evaluateSync('1'), unsupported);
		},
	},
	{
		says: 'a process whose sandbox is closed ends by itself',
		check: async ({ combination }) => {
			const { stdout, code } = await runInChild(combination, 'ends');
			assert.deepEqual([stdout, code], ['42', 0]);
		},
	},
	{
		says: 'a closed sandbox leaves no process behind',
		unless: needs.process,
		check: async ({ createSandbox }) => {
			const before = children();
			const made = new Set<number>();
			const look = () => {
				for (const pid of children()) if (!before.has(pid)) made.add(pid);
			};
			const sandbox = createSandbox({ capabilities: { look } });
			await sandbox.evaluate('await look()');
			look();
			assert.ok(made.size > 0, 'a process was started');
			await sandbox.close();
			await until(() => [...made].every((pid) => !alive(pid)));
		},
	},
	{
		says: 'a process that is killed from outside ends its run with GLOVEBOX_CRASHED, and the next run is well',
		unless: needs.process,
		check: async ({ createSandbox }) => {
			const before = children();
			const sandbox = createSandbox({ pool: { min: 0 }, limits: { wallMs: 5_000 } });
			const running = sandbox.run('await ready(); await new Promise((done) => setTimeout(done, 4_000))', {
				capabilities: {
					ready: () => {
						for (const pid of children()) if (!before.has(pid)) process.kill(pid, 'SIGKILL');
					},
				},
			});
			assert.equal(errorOf(await running).code, 'GLOVEBOX_CRASHED');
			assert.equal(await sandbox.evaluate('1'), 1);
		},
	},
	{
		says: 'stats counts carriers, realms, the queue and bytes, and shows an end',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			await sandbox.evaluate('1');
			const stats = sandbox.stats();
			assert.ok(stats.realms >= 1 && stats.queue === 0 && 'carriers' in stats && 'bytes' in stats, JSON.stringify(stats));
			await sandbox.close();
			assert.equal(sandbox.stats().queue, 0);
		},
	},
];

export const closing: readonly Promised[] = [...abortRows, ...closeRows, ...others];

/** Processes that this one started and that have not ended. */
function children(): Set<number> {
	const found = new Set<number>();
	for (const task of readdirSync('/proc/self/task')) {
		for (const pid of readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' '))
			if (pid !== '' && alive(Number(pid))) found.add(Number(pid));
	}
	return found;
}

/** A zombie has ended; only its number is left. */
function alive(pid: number): boolean {
	try {
		return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return false;
	}
}

/** Waits for something that no event tells; gives up after 3 s. */
async function until(holds: () => boolean): Promise<void> {
	const end = Date.now() + 3_000;
	while (!holds()) {
		assert.ok(Date.now() < end, 'it must happen within 3 s');
		await new Promise((done) => setTimeout(done, 20));
	}
}
