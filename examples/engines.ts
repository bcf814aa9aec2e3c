/** One guest on every engine and carrier, strongest boundary last. */
import assert from 'node:assert/strict';
import { createSandbox } from 'glovebox';
import { isolate, nodeVm, quickjs, subprocess, worker } from 'glovebox/engines';

const engines = [nodeVm(), worker(nodeVm()), isolate(), quickjs(), worker(quickjs()), subprocess(isolate()), subprocess(quickjs())];

for (const engine of engines) {
	// "realm" is accepted here on purpose: without it a sandbox of nodeVm() is refused.
	await using sandbox = createSandbox({ engine, boundary: 'realm' });
	const outcome = await sandbox.run<number>('[1, 2, 3].reduce((sum, n) => sum + n)');
	assert.ok(outcome.ok);
	assert.equal(outcome.value, 6);
	console.log(engine.name.padEnd(20), outcome.usage.boundary);
}
