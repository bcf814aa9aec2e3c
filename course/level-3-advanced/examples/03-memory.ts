/** Contexts are collected unless something keeps them; no limit of `node:vm` counts memory; a full heap ends the process. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';

v8.setFlagsFromString('--expose-gc');
const gc: () => void = vm.runInNewContext('gc');

async function survivors(make: () => object): Promise<number> {
	const made = Array.from({ length: 20 }, () => new WeakRef(make()));
	for (let round = 0; round < 4; round++) {
		await pause(1);
		gc();
	}
	return made.filter((one) => one.deref() !== undefined).length;
}

// One function of the guest, kept by the host, keeps its whole context with all that the guest stored.
const dropped = await survivors(() => vm.createContext({ data: 'x'.repeat(10_000) }));
const kept: unknown[] = [];
const held = await survivors(() => {
	const context = vm.createContext({});
	kept.push(vm.runInContext('() => {}', context));
	return context;
});
console.log(`contexts alive of 20: dropped ${dropped}, with one function kept ${held}`);
assert.ok(dropped <= 1 && held === 20);

// Typed arrays live outside the heap: heapUsed, which many monitors watch, does not move.
const before = process.memoryUsage();
const buffers = vm.runInNewContext('Array.from({ length: 8 }, () => new Uint8Array(2 ** 23))');
const after = process.memoryUsage();
const mebibytes = (bytes: number) => Math.round(bytes / 2 ** 20);
console.log(`${buffers.length} arrays of 8 MiB: external +${mebibytes(after.external - before.external)} MiB`);
console.log('seen by heapUsed:', after.heapUsed - before.heapUsed > 2 ** 22);
assert.ok(after.external - before.external >= 2 ** 26 && after.heapUsed - before.heapUsed < 2 ** 22);

// measureMemory tells contexts apart, and is still experimental; without `eager` it waits for a garbage collection.
process.removeAllListeners('warning');
const measured = (await vm.measureMemory({ mode: 'detailed', execution: 'eager' })) as unknown as { other: unknown[] };
console.log(`measureMemory: ${Object.keys(measured).sort().join(', ')}; other contexts: ${measured.other.length > 0}`);
assert.ok(measured.other.length >= 20);

// A guest that fills the heap is not an error that can be caught: the whole process is ended.
const guest = 'const all = []; for (;;) all.push({ text: String(all.length) });';
const host = `try { require('vm').runInNewContext(${JSON.stringify(guest)}, {}, { timeout: 60000 }) } catch { console.log('caught') }`;
const child = spawnSync(process.execPath, ['--max-old-space-size=16', '-e', host], { encoding: 'utf8' });
console.log(`a full heap: signal ${child.signal}, caught: ${child.stdout.includes('caught')}`);
assert.equal(child.signal, 'SIGABRT');
