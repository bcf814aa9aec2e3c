/** An isolate is a heap of its own: what crosses is copied or called, never shared. Beside it, an engine inside WebAssembly. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ivm from 'isolated-vm';
import { QuickJS } from 'quickjs-wasi';

const isolate = new ivm.Isolate({ memoryLimit: 16 });
const context = isolate.createContextSync();

// Copies: the guest changes its own. Plain values cross by themselves, records when asked.
const list = [1, 2];
context.global.setSync('list', list, { copy: true });
const longer = context.evalSync('list.push(3); list', { copy: true });
console.log('host:', list, 'guest:', longer);
assert.deepEqual(
	[list, longer],
	[
		[1, 2],
		[1, 2, 3],
	],
);

// A callback lends one function. To the guest it is a function of its own realm: there is nothing to climb.
context.global.setSync('double', new ivm.Callback((value: number) => value * 2));
console.log('callback:', context.evalSync('double(21)'), context.evalSync("double.constructor('return typeof process')()"));
assert.equal(context.evalSync("double.constructor('return typeof process')()"), 'undefined');

// A reference is the opposite: it belongs to the guest's heap, and the host may call it under a deadline.
const loop: ivm.Reference = context.evalSync('(forever) => { while (forever); return "done" }', { reference: true });
console.log('reference:', loop.applySync(undefined, [false]));
assert.throws(() => loop.applySync(undefined, [true], { timeout: 50 }), /Script execution timed out/);

// A full heap ends the isolate, and the host goes on.
assert.throws(() => context.evalSync('const all = []; for (;;) all.push({ text: String(all.length) })'), /disposed|memory limit/);
console.log('full heap: isolate disposed:', isolate.isDisposed);

// A snapshot is a heap to start from.
const snapshot = ivm.Isolate.createSnapshot([{ code: 'const table = [1, 4, 9]; const square = (n) => table[n - 1];' }]);
const warm = new ivm.Isolate({ snapshot, memoryLimit: 16 });
console.log('from a snapshot:', warm.createContextSync().evalSync('square(3)'));
warm.dispose();

// QuickJS in WebAssembly: the whole engine is one block of memory, so a full heap is an ordinary exception.
using vm = await QuickJS.create({
	wasm: readFileSync(fileURLToPath(import.meta.resolve('quickjs-wasi/quickjs.wasm'))),
	memoryLimit: 2 ** 21,
});
using answer = vm.evalCode(
	'let text; try { const all = []; for (;;) all.push("x".repeat(1000) + all.length) } catch (error) { text = error.message } text',
);
console.log('QuickJS, full heap:', answer.toString());
