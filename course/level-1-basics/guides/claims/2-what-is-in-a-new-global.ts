import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import vm from 'node:vm';
import { claim } from '../../../claim.ts';

const names: string[] = vm.runInNewContext('Object.getOwnPropertyNames(globalThis)');

claim('sixty-eight-names', () => {
	assert.equal(names.length, 68);
});

claim('nothing-new-inside', () => {
	const here = Object.getOwnPropertyNames(globalThis);
	assert.deepEqual(
		[...names].filter((name) => !here.includes(name)),
		[],
	);
});

claim('not-enumerable', () => {
	assert.equal(vm.runInNewContext('Object.keys(globalThis).length'), 0);
});

claim('webassembly-works', () => {
	const text = 'new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])) instanceof WebAssembly.Module';
	assert.equal(vm.runInNewContext(text), true);
});

claim('shared-memory', () => {
	assert.equal(vm.runInNewContext('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)'), 'timed-out');
});

claim('eval-is-there', () => {
	assert.equal(vm.runInNewContext('eval("1 + 1") + Function("return 2")()'), 4);
	assert.equal(vm.runInNewContext('Function("return typeof process")()'), 'undefined');
});

claim('code-generation-off', () => {
	const context = vm.createContext({}, { codeGeneration: { strings: false } });
	for (const text of ['eval("1")', 'Function("return 1")']) assert.throws(() => vm.runInContext(text, context), { name: 'EvalError' });
});

claim('no-node-no-web', () => {
	const missing = ['process', 'require', 'Buffer', 'URL', 'fetch', 'TextEncoder', 'structuredClone', 'setTimeout', 'setInterval'];
	for (const name of missing) assert.equal(names.includes(name), false, name);
});

claim('undefined-is-added', () => {
	assert.equal(vm.runInNewContext('"setTimeout" in globalThis', {}), false);
	assert.equal(vm.runInNewContext('"setTimeout" in globalThis', { setTimeout: undefined }), true);
});

claim('timer-leads-out', () => {
	assert.equal(vm.runInNewContext('setTimeout.constructor("return process.pid")()', { setTimeout }), process.pid);
});

claim('jobs-run-later', async () => {
	const context = vm.createContext({ log: '' });
	vm.runInContext('Promise.resolve().then(() => { log += "job" }); log += "run "', context);
	assert.equal(context['log'], 'run ');
	await null;
	assert.equal(context['log'], 'run job');
});

claim('console-has-members', () => {
	assert.equal(vm.runInNewContext('Object.keys(console).length'), 24);
});

claim('console-is-silent', () => {
	const text = 'require("node:vm").runInNewContext("console.log(1); console.error(2)")';
	const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', text], { encoding: 'utf8' });
	assert.deepEqual({ stdout, stderr, status }, { stdout: '', stderr: '', status: 0 });
});

claim('console-made-inside', () => {
	const context = vm.createContext();
	vm.runInContext('var lines = []; var console = { log: (...parts) => { lines.push(parts.join(" ")) } }', context);
	vm.runInContext('console.log("total", 3)', context);
	assert.equal(vm.runInContext('JSON.stringify(lines)', context), '["total 3"]');
});

claim('parsed-inside', () => {
	const context = vm.createContext();
	context['data'] = vm.runInContext('JSON.parse', context)('{"total":3}');
	assert.equal(vm.runInContext('data instanceof Object', context), true);
	assert.equal(context['data'] instanceof Object, false);
});

claim('host-math-is-yours', () => {
	const { sqrt } = Math;
	vm.runInNewContext('Math.sqrt = () => 666', { Math });
	assert.equal(Math.sqrt(16), 666);
	Math.sqrt = sqrt;
	vm.runInNewContext('Math.sqrt = () => 666');
	assert.equal(Math.sqrt(16), 4);
});

claim('clock-is-shared', () => {
	const before = Date.now();
	const inside: number = vm.runInNewContext('Date.now()');
	assert.ok(inside >= before && inside <= Date.now());
	assert.notEqual(vm.runInNewContext('Math.random()'), vm.runInNewContext('Math.random()'));
});
