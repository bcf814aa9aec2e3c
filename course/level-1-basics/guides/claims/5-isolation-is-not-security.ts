import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import vm from 'node:vm';
import { createSandbox } from 'glovebox';
import { quickjs } from 'glovebox/engines';
import { claim } from '../../../claim.ts';

const climb = 'constructor.constructor("return process.pid")()';

/** A sandbox object without a prototype. */
function bare(entries: object = {}): vm.Context {
	return Object.assign(Object.create(null), entries);
}

function getsOut(text: string, sandbox: vm.Context): void {
	assert.equal(vm.runInNewContext(text, sandbox), process.pid, text);
}

claim('isolates-built-ins', () => {
	vm.runInNewContext('Array.prototype.push = null; mine = 1');
	assert.equal(typeof Array.prototype.push, 'function');
	assert.equal(vm.runInNewContext('typeof mine + typeof [].push'), 'undefinedfunction');
});

claim('plain-object', () => {
	getsOut(`this.${climb}`, {});
});

claim('function-handed-in', () => {
	getsOut(`log.${climb}`, bare({ log: () => undefined }));
});

claim('built-ins-handed-in', () => {
	for (const name of ['Math', 'Date', 'console']) getsOut(`${name}.${climb}`, bare({ Math, Date, console }));
});

claim('json-clone', () => {
	getsOut(`data.${climb}`, bare({ data: JSON.parse(JSON.stringify({ total: 3 })) }));
});

claim('structured-clone', () => {
	getsOut(`data.${climb}`, bare({ data: structuredClone({ total: 3 }) }));
});

claim('require-handed-in', () => {
	const require = (name: string) => assert.fail(`${name} was asked for`);
	getsOut(`require.${climb}`, bare({ require }));
});

claim('null-prototype-is-not-enough', () => {
	assert.throws(() => vm.runInNewContext(`this.${climb}`, bare()), { message: 'process is not defined' });
	getsOut(`log.${climb}`, bare({ log: () => undefined }));
});

claim('empty-is-not-enough', async () => {
	assert.equal(await vm.runInNewContext(`import("x").catch((error) => error.${climb})`, bare()), process.pid);
});

claim('code-generation-does-not-help', async () => {
	const context = vm.createContext(bare(), { codeGeneration: { strings: false, wasm: false } });
	assert.throws(() => vm.runInContext('eval("1")', context), { name: 'EvalError' });
	assert.equal(await vm.runInContext(`import("x").catch((error) => error.${climb})`, context), process.pid);
});

claim('filters-lose', () => {
	const text = 'const key = "con" + "structor"; this[key][key]("return process.pid")()';
	assert.equal(/constructor|import|eval|Function/.test(text), false);
	getsOut(text, {});
});

claim('function-has-no-limit', () => {
	const wait = vm.runInNewContext('() => { const end = Date.now() + 60; while (Date.now() < end); }', {}, { timeout: 20 });
	const start = performance.now();
	wait();
	assert.ok(performance.now() - start > 50);
});

claim('zero-is-refused', () => {
	assert.throws(() => vm.runInNewContext('1', {}, { timeout: 0 }), { code: 'ERR_OUT_OF_RANGE' });
});

claim('memory-ends-the-process', () => {
	const text =
		'try { require("node:vm").runInNewContext("const all = []; for (;;) all.push(new Array(1000).fill(1))") } catch { console.log("caught") }';
	const { status, signal, stdout } = spawnSync(process.execPath, ['--max-old-space-size=24', '-e', text], { encoding: 'utf8' });
	assert.equal(stdout, '');
	assert.ok(status === 134 || signal === 'SIGABRT' || signal === 'SIGTRAP', `${status} ${signal}`);
});

claim('shared-object-changes', () => {
	const shared = { list: [1] };
	vm.runInNewContext('shared.list.push(2)', { shared });
	assert.deepEqual(shared.list, [1, 2]);
});

claim('prototype-pollution', () => {
	vm.runInNewContext('data.__proto__.polluted = true', bare({ data: JSON.parse('{}') }));
	assert.equal(Reflect.get({}, 'polluted'), true);
	Reflect.deleteProperty(Object.prototype, 'polluted');
});

claim('parsed-inside', () => {
	const context = vm.createContext(bare());
	context['data'] = vm.runInContext('JSON.parse', context)('{"total":3}');
	assert.throws(() => vm.runInContext(`data.${climb}`, context), { message: 'process is not defined' });
});

claim('text-out', () => {
	const context = vm.createContext(bare());
	const stringify: typeof JSON.stringify = vm.runInContext('JSON.stringify', context);
	vm.runInContext('list = [{ n: 1 }]', context);
	const list: unknown = JSON.parse(stringify(context['list']));
	assert.deepEqual(list, [{ n: 1 }]);
});

claim('another-heap', async () => {
	await using sandbox = createSandbox({ engine: quickjs(), capabilities: { log: { line: (text: string) => text } } });
	for (const start of ['this', 'log', 'Math', 'data']) {
		const outcome = await sandbox.run(`${start}.${climb}`, { globals: { data: { total: 3 } } });
		assert.equal(outcome.ok ? 'got out' : outcome.error.message, 'process is not defined');
	}
	const imported = await sandbox.run(`import("x").catch((error) => error.${climb})`);
	assert.equal(imported.ok ? 'got out' : imported.error.message, 'process is not defined');
});
