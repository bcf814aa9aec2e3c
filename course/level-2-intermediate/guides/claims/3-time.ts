// flags: --experimental-vm-modules
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import vm from 'node:vm';
import { claim } from '../../../claim.ts';

const tooLong = { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' };
const timed = { timeout: 20 };
/** Ends by itself, well after the limit. */
const busy = 'const end = Date.now() + 80; while (Date.now() < end);';

function took(run: () => unknown): number {
	const from = performance.now();
	run();
	return performance.now() - from;
}

claim('loops-end', () => {
	const wait = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)';
	for (const code of ['for (;;);', '/^(a+)+$/.test("a".repeat(40) + "!")', '(function f() { for (;;) f.call })()', wait]) {
		assert.throws(() => vm.runInNewContext(code, undefined, timed), tooLong, code);
	}
});

claim('not-caught', () => {
	const context = vm.createContext({ seen: '' });
	assert.throws(() => vm.runInContext('try { for (;;); } catch { seen += "c" } finally { seen += "f" }', context, timed), tooLong);
	assert.equal(context['seen'], '');
});

claim('whole-numbers', () => {
	for (const timeout of [0, 1.5, -1]) assert.throws(() => vm.runInNewContext('1', undefined, { timeout }), { code: 'ERR_OUT_OF_RANGE' });
});

claim('built-ins-overrun', () => {
	const context = vm.createContext();
	vm.runInContext('var list = new Float64Array(3e6); for (let at = 0; at < 3e6; at++) list[at] = Math.random()', context);
	const time = took(() => assert.throws(() => vm.runInContext('list.sort(); for (;;);', context, timed), tooLong));
	assert.ok(time > 60, `stopped after ${time} ms`);
});

claim('kept-function', () => {
	const kept: () => unknown = vm.runInNewContext(`() => { ${busy} return 'ran on' }`, undefined, timed);
	assert.ok(took(() => assert.equal(kept(), 'ran on')) >= 75);
});

claim('getter-later', () => {
	const result: { name: unknown } = vm.runInNewContext(`({ get name() { ${busy} return 'ran on' } })`, undefined, timed);
	assert.ok(took(() => assert.equal(result.name, 'ran on')) >= 75);
});

claim('promise-job', async () => {
	const context = vm.createContext();
	vm.runInContext(`Promise.resolve().then(() => { ${busy} globalThis.done = true })`, context, { timeout: 60 });
	assert.equal(context['done'], undefined);
	await null;
	assert.equal(context['done'], true);
});

claim('enter-again', () => {
	const context = vm.createContext();
	vm.runInContext('var later = () => { for (;;); }', context, timed);
	assert.throws(() => vm.runInContext('later()', context, timed), tooLong);
});

claim('after-evaluate', () => {
	const context = vm.createContext({}, { microtaskMode: 'afterEvaluate' });
	assert.throws(() => vm.runInContext('Promise.resolve().then(() => { for (;;); })', context, timed), tooLong);
});

claim('awaits-wait', async () => {
	const context = vm.createContext({ given: Promise.resolve(1) }, { microtaskMode: 'afterEvaluate' });
	vm.runInContext('var got; (async () => { got = await given })()', context);
	await new Promise((resolve) => setTimeout(resolve, 10));
	assert.equal(context['got'], undefined);
	vm.runInContext('0', context);
	assert.equal(context['got'], 1);
});

claim('await-for-ever', async () => {
	const context = vm.createContext({}, { microtaskMode: 'afterEvaluate' });
	const module = new vm.SourceTextModule('await new Promise(() => {})', { context });
	module.linkRequests([]);
	module.instantiate();
	assert.equal(module.hasAsyncGraph(), true);
	const late = new Promise((resolve) => setTimeout(resolve, 100, 'waiting'));
	assert.equal(await Promise.race([module.evaluate(timed), late]), 'waiting');
});

claim('batch', () => {
	const context = vm.createContext();
	vm.runInContext('var at = 0, done = []; var jobs = [() => 1, () => { for (;;); }, () => 3]', context);
	const stopped: number[] = [];
	for (let isDone = false; !isDone; ) {
		try {
			vm.runInContext('for (; at < jobs.length; at++) done[at] = jobs[at]()', context, timed);
			isDone = true;
		} catch {
			stopped.push(context['at']);
			vm.runInContext('at++', context);
		}
	}
	assert.deepEqual([stopped, [...context['done']]], [[1], [1, undefined, 3]]);
});

claim('sigint', () => {
	spawn(process.execPath, ['-e', `setTimeout(() => process.kill(${process.pid}, 'SIGINT'), 100)`]);
	const options = { breakOnSigint: true, timeout: 30_000 };
	assert.throws(() => vm.runInNewContext('for (;;);', undefined, options), { code: 'ERR_SCRIPT_EXECUTION_INTERRUPTED' });
});
