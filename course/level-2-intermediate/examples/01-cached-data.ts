/**
 * Cached data is V8's bytecode for one source text. It saves compiling, and it is trusted: V8 compares lengths, not texts.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import vm from 'node:vm';

const source = `function used() { return 'warm'; }
function unused() { return ${'1 + '.repeat(500)}1; }
used();`;

// Functions are compiled when they are first called: data made after a run holds more of them.
const script = new vm.Script(source);
const beforeRun = script.createCachedData();
assert.equal(script.runInNewContext(), 'warm');
const afterRun = script.createCachedData();
assert.ok(afterRun.byteLength > beforeRun.byteLength);
console.log('data made after a run is larger:', afterRun.byteLength > beforeRun.byteLength);

// The consumer says whether V8 took the data. Rejected data costs a compilation, never an error.
const consumer = new vm.Script(source, { cachedData: afterRun });
assert.equal(consumer.cachedDataRejected, false);
console.log('same source, rejected:', consumer.cachedDataRejected);

const longer = new vm.Script(`${source} `, { cachedData: afterRun });
assert.equal(longer.cachedDataRejected, true);
console.log('one space more, rejected:', longer.cachedDataRejected);

const plain = new vm.Script(source);
assert.equal(plain.cachedDataRejected, undefined);
console.log('no data given, rejected:', plain.cachedDataRejected);

// The trap: another source of the same length is accepted, and the OLD code runs.
const first = 'globalThis.price = 1111; price';
const second = 'globalThis.price = 2222; price';
const data = new vm.Script(first).createCachedData();
const wrong = new vm.Script(second, { cachedData: data });
assert.equal(wrong.cachedDataRejected, false);
assert.equal(wrong.runInNewContext(), 1111);
console.log(`source says 2222, accepted data says ${wrong.runInNewContext()}`);

// And it stays wrong: V8 remembers in this process what it took for that text, with or without data.
assert.equal(new vm.Script(second).runInNewContext(), 1111);
console.log(`the same text later, without data: ${new vm.Script(second).runInNewContext()}`);

// So data is found by a hash of the source, and never comes from outside.
const cache = new Map<string, Buffer>();
function compile(text: string): vm.Script {
	const key = createHash('sha256').update(text).digest('hex');
	const compiled = new vm.Script(text, { cachedData: cache.get(key) });
	if (compiled.cachedDataRejected !== false) cache.set(key, compiled.createCachedData());
	return compiled;
}
const results = ['tax = 1111; tax', 'tax = 2222; tax', 'tax = 1111; tax'].map((text) => compile(text).runInNewContext());
assert.deepEqual(results, [1111, 2222, 1111]);
console.log(`found by a hash: ${results.join(', ')} with ${cache.size} entries`);
