import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox } from '../../create-sandbox.ts';
import { builtinModules, nodeVm, subprocess, worker } from '../index.ts';

const time = { timeout: 120_000 };
const builtins = ['vm', 'node:worker_threads', 'v8'];

function open() {
	const engine = subprocess(nodeVm({ builtins }));
	const limits = { wallMs: 60_000, memoryBytes: 256 * 2 ** 20 };
	return createSandbox({ engine, boundary: engine.boundary, limits, modules: builtinModules(builtins), pool: { min: 0, startMs: 60_000 } });
}

test('nodeVm() with builtins is refused outside a process', async () => {
	const refusal = { code: 'GLOVEBOX_UNSUPPORTED' };
	await using sandbox = createSandbox({ engine: nodeVm({ builtins }), boundary: 'realm' });
	await assert.rejects(sandbox.evaluate('1'), refusal);
	assert.throws(() => sandbox.evaluateSync('1'), refusal);
	assert.throws(() => worker(nodeVm({ builtins })), refusal);
	for (const wrong of [['nope'], [1], 'vm']) assert.throws(() => nodeVm({ builtins: wrong as never }), TypeError);
});

test('a guest has the builtins that it was given, whole, by import and by getBuiltinModule()', time, async () => {
	await using sandbox = open();
	const source = `import vm, { runInNewContext } from 'node:vm';
		import v8 from 'v8';
		v8.setFlagsFromString('--expose-gc');
		vm.runInNewContext('gc')();
		const module = new vm.SourceTextModule('export default await 42');
		await module.link(() => {});
		await module.evaluate();
		await new Promise((resolve) => setTimeout(resolve, 1));
		export default [runInNewContext('6 * 7'), module.namespace.default, typeof getBuiltinModule('fs'), typeof process];`;
	assert.deepEqual(await sandbox.evaluate(source), [42, 42, 'undefined', 'undefined']);
	await assert.rejects(sandbox.evaluate('import "node:fs"'), { code: 'GLOVEBOX_GUEST_MODULE' });
});

test('a guest with builtins has the events of its process: threads answer it', time, async () => {
	await using sandbox = open();
	const source = `import { Worker } from 'node:worker_threads';
		const thread = new Worker('require("worker_threads").parentPort.postMessage(42)', { eval: true });
		export default await new Promise((resolve, reject) => thread.on('message', resolve).on('error', reject));`;
	assert.equal(await sandbox.evaluate(source), 42);
});

test('a guest with builtins that never settles ends at its deadline', time, async () => {
	await using sandbox = open();
	const outcome = await sandbox.run('await new Promise(() => {})', { limits: { wallMs: 300 } });
	assert.deepEqual(outcome.ok ? outcome.value : outcome.error.details, { limit: 'wallMs', allowed: 300 });
});
