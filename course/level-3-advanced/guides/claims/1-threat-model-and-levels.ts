/** What the guide "Threat model and levels" says, run. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import vm from 'node:vm';
import { Worker } from 'node:worker_threads';
import { createSandbox } from 'glovebox';
import { isolate, nodeVm, quickjs, worker } from 'glovebox/engines';
import { claim } from '../../../claim.ts';

const inThread = async (source: string, options = {}) => {
	const thread = new Worker(`require('node:worker_threads').parentPort.postMessage(${source})`, { eval: true, ...options });
	return (await once(thread, 'message'))[0];
};
const permitted = (source: string) => {
	const env = { ...process.env, TOKEN: 'stand-in' };
	return spawnSync(process.execPath, ['--permission', '-p', source], { encoding: 'utf8', env }).stdout.trim();
};

claim('context-is-open', () => {
	const sandbox = Object.assign(Object.create(null), { print: () => {} });
	assert.equal(vm.runInNewContext("print.constructor('return process')().pid", sandbox), process.pid);
});

claim('thread-shares-process', async () => {
	assert.equal(await inThread('process.pid'), process.pid);
	assert.equal(await inThread("require('node:fs').existsSync(require('node:process').execPath)"), true);
});

claim('thread-empty-env', async () => {
	assert.deepEqual(await inThread('[Object.keys(process.env).length, process.pid]', { env: {} }), [0, process.pid]);
});

claim('thread-ends-loop', async () => {
	const thread = new Worker("require('node:worker_threads').parentPort.postMessage(1); for (;;);", { eval: true });
	await once(thread, 'message');
	assert.equal(await thread.terminate(), 1);
});

claim('isolate-own-heap', async () => {
	await using sandbox = createSandbox({ engine: isolate(), capabilities: { echo: (value: unknown) => value } });
	assert.equal(await sandbox.evaluate("echo.constructor('return typeof process')()"), 'undefined');
});

claim('isolate-refuses-functions', async () => {
	await using sandbox = createSandbox({ engine: isolate() });
	const outcome = await sandbox.run('({ save() {} })');
	assert.equal(!outcome.ok && outcome.error.code, 'GLOVEBOX_GUEST_VALUE');
});

claim('wasm-memory', async () => {
	await using sandbox = createSandbox({ engine: quickjs(), limits: { memoryBytes: 4 * 2 ** 20, wallMs: 10_000 } });
	const outcome = await sandbox.run('const all = []; for (;;) all.push(new Uint8Array(2 ** 16))');
	assert.deepEqual(!outcome.ok && outcome.error.details, { limit: 'memoryBytes', allowed: 4 * 2 ** 20 });
	assert.equal(await sandbox.evaluate('6 * 7'), 42);
});

claim('permission-allows-signals', () => {
	assert.equal(permitted('process.kill(process.ppid, 0)'), 'true');
	assert.equal(permitted("try { require('fs').readFileSync('/etc/passwd') } catch (error) { error.code }"), 'ERR_ACCESS_DENIED');
});

claim('permission-allows-env', () => {
	assert.equal(permitted('process.env.TOKEN'), 'stand-in');
});

claim('realm-is-refused', () => {
	assert.throws(() => createSandbox({ engine: nodeVm() }), { code: 'GLOVEBOX_BOUNDARY' });
	using asked = createSandbox({ engine: nodeVm(), boundary: 'realm' });
	assert.equal(asked.boundary, 'realm');
});

claim('weaker-is-refused', () => {
	assert.throws(() => createSandbox({ engine: worker(quickjs()), boundary: 'process' }), { code: 'GLOVEBOX_BOUNDARY' });
});

claim('boundary-is-told', async () => {
	await using sandbox = createSandbox({ engine: quickjs() });
	const outcome = await sandbox.run('1');
	assert.deepEqual([sandbox.boundary, outcome.usage.boundary], ['wasm', 'wasm']);
});
