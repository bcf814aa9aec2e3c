import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isolate } from './isolate.ts';
import { nodeVm } from './node-vm.ts';
import { quickjs } from './quickjs.ts';
import { worker } from './worker.ts';

const limit = { timeout: 60_000 };

test('worker() promises a thread to stop, and the boundary of the engine inside', () => {
	const of = (engine: ReturnType<typeof worker>) => [
		engine.name,
		engine.boundary,
		engine.stop,
		engine.sync,
		engine.waits,
		engine.carrierServes,
	];
	assert.deepEqual(of(worker(quickjs())), ['worker(quickjs)', 'wasm', 'thread', false, true, 'many']);
	assert.deepEqual(of(worker(nodeVm())), ['worker(nodeVm)', 'thread', 'thread', false, true, 'one']);
});

test('worker() does not promise to bound the memory of nodeVm, since it bounds its heap alone', () => {
	assert.equal(worker(nodeVm()).limits.memoryBytes?.kept, false);
	assert.equal(worker(quickjs()).limits.memoryBytes?.kept, true);
});

test('worker() refuses what it cannot hold', () => {
	assert.throws(() => worker(isolate()), {
		code: 'GLOVEBOX_UNSUPPORTED',
		message: 'Cannot hold isolate in a worker: isolated-vm crashes there; use subprocess(isolate()) or worker(quickjs())',
	});
	assert.throws(() => worker(worker(quickjs())), { name: 'TypeError', message: 'worker(engine) takes isolate(), quickjs() or nodeVm()' });
});

test('worker() starts all engines, and none of them keeps the thread', limit, async () => {
	for (const inner of [quickjs(), nodeVm()]) {
		const carrier = await worker(inner).start({ memoryBytes: 64 * 2 ** 20, stackBytes: undefined, startMs: 20_000 });
		assert.equal(carrier.boundary, worker(inner).boundary);
		carrier.close();
	}
});
