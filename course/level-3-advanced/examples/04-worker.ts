/** A worker thread is a boundary for processor time and crashes. It is none for power: every line below shows one side. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';

const start = (source: string, options: WorkerOptions = {}) => {
	const worker = new Worker(`const { parentPort, workerData } = require('node:worker_threads');\n${source}`, { eval: true, ...options });
	worker.on('error', () => {});
	return worker;
};
const answer = async (source: string, options?: WorkerOptions) => (await once(start(source, options), 'message'))[0];

// What it stops: a loop that never ends, an exit, a full heap. The host goes on.
const looping = start('parentPort.postMessage("running"); for (;;);');
await once(looping, 'message');
console.log('endless loop: ended with code', await looping.terminate());
const [code] = await once(start('process.exit(3)'), 'exit');
console.log('process.exit(3): ended the thread with code', code);
const full = start('const all = []; for (let i = 0; ; i++) all.push({ i, text: String(i) });', {
	resourceLimits: { maxOldGenerationSizeMb: 16 },
});
const [error] = (await once(full, 'error')) as [NodeJS.ErrnoException];
console.log('full heap:', error.code);
assert.equal(error.code, 'ERR_WORKER_OUT_OF_MEMORY');

// What resourceLimits do not count: memory outside the heap.
const outside = 'parentPort.postMessage(Array.from({ length: 8 }, () => new ArrayBuffer(2 ** 24)).length)';
const buffers = await answer(outside, { resourceLimits: { maxOldGenerationSizeMb: 16 } });
console.log(`ArrayBuffers of 16 MiB made under a limit of 16 MiB: ${buffers}`);
assert.equal(buffers, 8);

// An empty environment is all that `env` empties: the thread has the process id and the file rights of its host.
const folder = mkdtempSync(join(tmpdir(), 'worker-'));
const secretFile = join(folder, 'secret');
writeFileSync(secretFile, 'stand-in');
const power = `const fs = require('node:fs');
	const found = { env: Object.keys(process.env).length, pid: process.pid, read: fs.readFileSync(workerData, 'utf8') };
	fs.rmSync(workerData);
	parentPort.postMessage(found);`;
const found = await answer(power, { env: {}, workerData: secretFile });
console.log(
	`env: ${found.env} names; the host's pid: ${found.pid === process.pid}; read: ${found.read}; removed: ${!existsSync(secretFile)}`,
);
assert.deepEqual(found, { env: 0, pid: process.pid, read: 'stand-in' });
assert.throws(() => readFileSync(secretFile));
rmSync(folder, { recursive: true });

// Messages are copies, and what cannot be copied is refused where it is sent.
const sent = { list: [1] };
const back = await answer('workerData.list.push(2); parentPort.postMessage(workerData)', { workerData: sent });
console.log(`copied: sent ${JSON.stringify(sent)}, got ${JSON.stringify(back)}`);
const refused = await answer('try { parentPort.postMessage(() => {}) } catch (error) { parentPort.postMessage(error.name) }');
console.log('a function as a message:', refused);
assert.equal(refused, 'DataCloneError');
