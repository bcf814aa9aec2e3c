import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSandbox } from '../../src/create-sandbox.ts';
import type { Carrier, Engine, Exit } from '../../src/core/engine.ts';
import { isolate } from '../../src/engines/isolate.ts';
import { quickjs } from '../../src/engines/quickjs.ts';
import { subprocess } from '../../src/engines/subprocess.ts';
import { worker } from '../../src/engines/worker.ts';
import { descendantsOf, hasProc } from '../bombs/proc.ts';
import { hasEnded } from '../wall/process-tree.ts';

const limit = { timeout: 120_000, skip: !hasProc && 'needs /proc' };
const start = { memoryBytes: 64 * 2 ** 20, stackBytes: undefined, startMs: 30_000 };
const setup = {
	text: '["setup",{"functions":[],"console":0,"consoleBytes":1000,"outputBytes":1000,"timers":10}]',
	blobs: [],
};
/** What engines do not interrupt by themselves (V8 14.6, QuickJS 0.17). */
const stubborn: Readonly<Record<string, string>> = {
	quickjs: 'Array.prototype.reverse.call({ length: 2 ** 50 })',
	isolate: 'let x = 2n ** 1000000n; for (;;) x = x * x % (2n ** 3000000n - 1n);',
};
/** Far more than a step takes on an idle machine, and less than what a step that does not hold would take. */
const boundMs = 2_000;
const endless = 'for (;;);';

/** Starts a program in a realm of a carrier; resolves with how the realm ended, and when. */
async function runUntilExit(carrier: Carrier, source: string, wallMs: number): Promise<{ readonly exit: Exit; readonly afterMs: number }> {
	const { promise, resolve } = Promise.withResolvers<Exit>();
	const realm = carrier.open({ sync: false }, { onMessage: () => undefined, onAsk: (message) => message, onExit: resolve });
	const began = performance.now();
	realm.arm({ wallMs, cpuMs: undefined });
	realm.send(setup);
	realm.start({ source, filename: 'guest.js', kind: 'script', language: 'js' });
	const exit = await promise;
	return { exit, afterMs: performance.now() - began };
}

for (const engine of [worker(quickjs()), subprocess(quickjs(), { confine: 'none' }), subprocess(isolate(), { confine: 'none' })]) {
	test(`the first step: the engine inside ${engine.name} stops a loop at its deadline, unasked by the host`, limit, async () => {
		const carrier = await engine.start(start);
		const { exit, afterMs } = await runUntilExit(carrier, endless, 50);
		assert.equal(exit.reason, 'interrupted');
		assert.ok(afterMs >= 50 && afterMs < boundMs, `${afterMs} ms`);
	});
}

for (const inner of [quickjs(), isolate()]) {
	const engine = subprocess(inner, { confine: 'none' });
	test(`the last step: close() ends the process of ${engine.name} although its guest cannot be interrupted`, limit, async () => {
		const before = new Set(descendantsOf(process.pid));
		const carrier = await engine.start(start);
		const [pid = 0] = descendantsOf(process.pid).filter((one) => !before.has(one));
		runUntilExit(carrier, stubborn[inner.name] ?? '', 50);
		// By now its engine has asked in vain, or has said that it gives up; its thread goes on either way.
		await sleep(300);
		const began = performance.now();
		carrier.close();
		assert.ok(performance.now() - began < 50, 'close() does not wait for the corpse');
		assert.ok(await hasEnded(pid, boundMs));
	});

	test(
		`a run in ${engine.name} that nothing interrupts is answered at its deadline, and another carrier is ready soon`,
		limit,
		async () => {
			await using sandbox = createSandbox({ engine, limits: { wallMs: 60_000 } });
			await sandbox.evaluate('1');
			const before = descendantsOf(process.pid);
			const outcome = await sandbox.run(stubborn[inner.name] ?? '', { limits: { wallMs: 100 } });
			assert.deepEqual([!outcome.ok && outcome.error.code, !outcome.ok && outcome.error.details['limit']], ['GLOVEBOX_LIMIT', 'wallMs']);
			assert.ok(outcome.usage.wallMs < 100 + boundMs, `${outcome.usage.wallMs} ms`);
			while (sandbox.stats().carriers.idle === 0) await sleep(5);
			const next = await sandbox.run('6 * 7');
			assert.deepEqual([next.ok && next.value, next.usage.queueMs, next.usage.startMs], [42, 0, 0]);
			assert.deepEqual(
				descendantsOf(process.pid).filter((pid) => before.includes(pid)),
				[],
			);
		},
	);
}

test('a thread that a guest does not let go of is ended, and its processor is idle', limit, async () => {
	const engine: Engine = worker(quickjs());
	await using sandbox = createSandbox({ engine, limits: { wallMs: 60_000 }, pool: { min: 0 } });
	await sandbox.evaluate('1');
	const outcome = await sandbox.run(stubborn['quickjs'] ?? '', { limits: { wallMs: 100 } });
	assert.equal(!outcome.ok && outcome.error.details['limit'], 'wallMs');
	assert.ok(outcome.usage.wallMs < 100 + boundMs, `${outcome.usage.wallMs} ms`);
	await sleep(200);
	const from = process.cpuUsage();
	await sleep(300);
	const { user, system } = process.cpuUsage(from);
	assert.ok(user + system < 150_000, `${user + system} us of 300 ms`);
});

test('a carrier whose memory grows while its guest computes is ended within a few looks', limit, async () => {
	for (const inner of [quickjs(), isolate()]) {
		const engine = subprocess(inner, { confine: 'none' });
		const carrier = await engine.start(start);
		const { exit } = await runUntilExit(carrier, 'const all = []; for (;;) all.push(new Uint8Array(2 ** 20).fill(1));', 30_000);
		// By its engine or by the watch, whichever comes first; never by its deadline.
		assert.equal(exit.reason, 'memory');
		carrier.close();
	}
});

test('a guest that exhausts the native stack of its isolate ends its process, and the run has a typed error', limit, async () => {
	// isolated-vm 7.0.1 leaves 24 KiB of native stack: some of these are a RangeError of the guest, some the end of the process.
	const deep = 'let text = "x"; for (let i = 0; i < 200000; i++) text = "(" + text + ")"; new RegExp(text)';
	const sort = 'const deep = (n) => { try { return deep(n + 1); } catch { return [3, 2, 1].toSorted(() => deep(0)); } }; deep(0)';
	await using sandbox = createSandbox({ engine: subprocess(isolate()), limits: { wallMs: 5_000 } });
	for (const source of [deep, sort, 'JSON.parse("[".repeat(1e6))', 'const f = () => f(); f()']) {
		const outcome = await sandbox.run(source, { kind: 'function' });
		assert.ok(!outcome.ok);
		assert.match(outcome.error.code, /^GLOVEBOX_(GUEST_THROW|GUEST_SYNTAX|CRASHED|LIMIT)$/);
	}
	assert.equal(await sandbox.evaluate('6 * 7'), 42);
});
