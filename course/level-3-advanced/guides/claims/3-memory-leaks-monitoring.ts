/** What the guide "Memory, leaks, monitoring" says, run. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { createSandbox } from 'glovebox';
import { isolate, quickjs } from 'glovebox/engines';
import { claim } from '../../../claim.ts';

v8.setFlagsFromString('--expose-gc');
const gc: () => void = vm.runInNewContext('gc');

async function collect(): Promise<void> {
	for (let round = 0; round < 4; round++) {
		await pause(1);
		gc();
	}
}
async function survivors(keep: (context: vm.Context) => unknown): Promise<number> {
	const kept: unknown[] = [];
	const made = Array.from({ length: 10 }, () => {
		const context = vm.createContext({});
		kept.push(keep(context));
		return new WeakRef(context);
	});
	await collect();
	return kept.length === 10 ? made.filter((one) => one.deref() !== undefined).length : -1;
}
const thread = (source: string, options: WorkerOptions = {}) =>
	new Worker(`const { parentPort } = require('node:worker_threads'); ${source}`, { eval: true, ...options });
const script = new vm.Script('6 * 7');

claim('contexts-are-collected', async () => {
	assert.ok((await survivors((context) => vm.runInContext('globalThis.data = "x".repeat(1e5); data.length', context))) <= 1);
});

claim('function-keeps-context', async () => {
	assert.equal(await survivors((context) => vm.runInContext('() => {}', context)), 10);
});

claim('error-keeps-context', async () => {
	assert.equal(await survivors((context) => vm.runInContext('new Error("later")', context)), 10);
});

claim('script-keeps-nothing', async () => {
	assert.ok((await survivors((context) => script.runInContext(context))) <= 1);
});

claim('full-heap-aborts', () => {
	const guest = 'const all = []; for (;;) all.push({ text: String(all.length) })';
	const host = `try { require('vm').runInNewContext(${JSON.stringify(guest)}) } catch { console.log('caught') }`;
	const { signal, stdout } = spawnSync(process.execPath, ['--max-old-space-size=16', '-e', host], { encoding: 'utf8', timeout: 30_000 });
	assert.deepEqual([signal, stdout.includes('caught')], ['SIGABRT', false]);
});

claim('resource-limits', async () => {
	const full = thread('const all = []; for (let i = 0; ; i++) all.push({ text: String(i) })', {
		resourceLimits: { maxOldGenerationSizeMb: 16 },
	});
	const [error] = (await once(full, 'error')) as [NodeJS.ErrnoException];
	assert.equal(error.code, 'ERR_WORKER_OUT_OF_MEMORY');
});

claim('buffers-not-counted', async () => {
	const source = 'parentPort.postMessage(Array.from({ length: 8 }, () => new ArrayBuffer(2 ** 23)).length)';
	const [made] = await once(thread(source, { resourceLimits: { maxOldGenerationSizeMb: 16 } }), 'message');
	assert.equal(made, 8);
});

claim('wasm-counts-buffers', async () => {
	await using sandbox = createSandbox({ engine: quickjs(), limits: { memoryBytes: 2 ** 22, wallMs: 10_000 } });
	for (const item of ['new ArrayBuffer(2 ** 16)', '"x".repeat(1000) + all.length']) {
		const outcome = await sandbox.run(`const all = []; for (;;) all.push(${item})`);
		assert.deepEqual(!outcome.ok && outcome.error.details, { limit: 'memoryBytes', allowed: 2 ** 22 });
	}
});

claim('heap-used-is-blind', () => {
	const before = process.memoryUsage().heapUsed;
	const buffers = vm.runInNewContext('Array.from({ length: 4 }, () => new Uint8Array(2 ** 24))');
	assert.ok(process.memoryUsage().heapUsed - before < 2 ** 23);
	assert.equal(buffers.length, 4);
});

claim('external-sees', () => {
	const before = process.memoryUsage();
	const buffers = vm.runInNewContext('Array.from({ length: 4 }, () => new Uint8Array(2 ** 24))');
	const after = process.memoryUsage();
	assert.ok(after.external - before.external >= 2 ** 25 && after.arrayBuffers - before.arrayBuffers >= 2 ** 25);
	assert.equal(buffers.length, 4);
});

claim('measure-memory', async () => {
	const context = vm.createContext({});
	// The types of Node do not know the detailed form.
	const measured = (await vm.measureMemory({ mode: 'detailed', execution: 'eager' })) as unknown as { current: object; other: object[] };
	assert.ok('jsMemoryEstimate' in measured.current && measured.other.length > 0);
	assert.ok(vm.isContext(context));
});

claim('worker-statistics', async () => {
	const looping = thread('const bytes = new Uint8Array(2 ** 24); parentPort.postMessage(bytes.length); for (;;);');
	await once(looping, 'message');
	const { external_memory: external } = await looping.getHeapStatistics();
	await looping.terminate();
	assert.ok(external >= 2 ** 24);
});

claim('native-contexts', async () => {
	await collect();
	const before = v8.getHeapStatistics().number_of_native_contexts;
	const kept = Array.from({ length: 5 }, () => vm.createContext({}));
	assert.equal(v8.getHeapStatistics().number_of_native_contexts - before, kept.length);
});

claim('unknown-is-undefined', async () => {
	await using sandbox = createSandbox({ engine: isolate() });
	const { usage } = await sandbox.run('1');
	assert.equal(usage.peakMemoryBytes, undefined);
});

claim('stats', async () => {
	await using sandbox = createSandbox({ engine: quickjs() });
	await sandbox.run('1');
	const { carriers, queue, realms } = sandbox.stats();
	assert.deepEqual([carriers.busy, queue, realms], [0, 0, 1]);
});
