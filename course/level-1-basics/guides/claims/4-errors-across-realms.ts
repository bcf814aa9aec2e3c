import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { types } from 'node:util';
import vm from 'node:vm';
import { claim } from '../../../claim.ts';

const quiet = { filename: 'guest.js', displayErrors: false };

/** What a text throws, in a context of its own or in the one given. */
function thrownBy(text: string, context: vm.Context = vm.createContext(), options: vm.RunningScriptInNewContextOptions = quiet): unknown {
	try {
		vm.runInContext(text, context, options);
	} catch (thrown) {
		return thrown;
	}
	return assert.fail(`${text} did not throw`);
}

function stackOf(thrown: unknown): string {
	return (thrown as Error).stack ?? '';
}

claim('anything-can-be-thrown', () => {
	assert.equal(thrownBy('throw null'), null);
	assert.equal(thrownBy('throw "text"'), 'text');
	assert.equal(typeof thrownBy('throw {}'), 'object');
});

claim('message-of-null', () => {
	assert.throws(() => (thrownBy('throw null') as Error).message, TypeError);
});

claim('cyclic-cause', () => {
	const error = thrownBy('const e = new Error("e"); e.cause = e; throw e') as Error;
	assert.equal(error.cause, error);
});

claim('text-can-be-forged', () => {
	const real = thrownBy('for (;;);', vm.createContext(), { ...quiet, timeout: 20 }) as NodeJS.ErrnoException;
	const forged = thrownBy('throw new Error("Script execution timed out after 20ms")') as NodeJS.ErrnoException;
	assert.equal(forged.message, real.message);
	assert.deepEqual([real.code, forged.code], ['ERR_SCRIPT_EXECUTION_TIMEOUT', undefined]);
	assert.equal((thrownBy('throw new Error("x".repeat(1e7))') as Error).message.length, 1e7);
});

claim('errors-are-of-the-guest', () => {
	for (const text of ['null.x', 'missing', 'throw new Error("mine")', 'let = ;'])
		assert.equal(thrownBy(text) instanceof Error, false, text);
});

claim('is-error', () => {
	assert.equal(Error.isError(thrownBy('null.x')), true);
	assert.equal(Error.isError(thrownBy('throw Object.create(Error.prototype)')), false);
});

claim('timeout-error-realm', () => {
	assert.equal(thrownBy('for (;;);', vm.createContext(), { timeout: 20 }) instanceof Error, false);
	assert.throws(
		() => vm.runInThisContext('for (;;);', { timeout: 20 }),
		(error) => error instanceof Error,
	);
});

claim('syntax-error-of-script', () => {
	assert.throws(() => new vm.Script('let = ;'), SyntaxError);
});

claim('name-is-inherited', () => {
	const error = thrownBy('null.x') as Error;
	assert.equal(Object.hasOwn(error, 'name'), false);
	assert.equal(Object.hasOwn(error, 'message'), true);
	assert.equal(error.name, 'TypeError');
});

claim('getter-runs', () => {
	const context = vm.createContext({ calls: 0 });
	const thrown = thrownBy('throw { get message() { calls += 1; return "m" } }', context) as Error;
	assert.equal(context['calls'], 0);
	assert.equal(thrown.message, 'm');
	assert.equal(context['calls'], 1);
});

claim('getter-has-no-limit', () => {
	const text = 'throw { get message() { const end = Date.now() + 60; while (Date.now() < end); return "late" } }';
	const thrown = thrownBy(text, vm.createContext(), { ...quiet, timeout: 20 }) as Error;
	const start = performance.now();
	assert.equal(thrown.message, 'late');
	assert.ok(performance.now() - start > 50);
});

claim('descriptor-reads-data', () => {
	const data = Object.getOwnPropertyDescriptor(thrownBy('null.x'), 'message');
	assert.equal(data?.value, "Cannot read properties of null (reading 'x')");
	const context = vm.createContext({ calls: 0 });
	const getter = Object.getOwnPropertyDescriptor(thrownBy('throw { get message() { calls += 1 } }', context), 'message');
	assert.deepEqual([getter?.value, context['calls']], [undefined, 0]);
});

claim('proxy-traps', () => {
	const context = vm.createContext({ calls: 0 });
	const thrown = thrownBy('throw new Proxy({}, { getOwnPropertyDescriptor() { calls += 1 } })', context) as object;
	assert.equal(types.isProxy(thrown), true);
	assert.equal(context['calls'], 0);
	Object.getOwnPropertyDescriptor(thrown, 'message');
	assert.equal(context['calls'], 1);
});

claim('text-of-an-object', () => {
	const context = vm.createContext({ calls: 0 });
	assert.equal(String(thrownBy('throw { toString() { calls += 1; return "t" } }', context)), 't');
	assert.equal(context['calls'], 1);
});

claim('prepare-stack-trace-runs', () => {
	const context = vm.createContext({ calls: 0 });
	const thrown = thrownBy('Error.prepareStackTrace = () => { calls += 1; return "made up" }; null.x', context);
	assert.equal(context['calls'], 0);
	assert.equal(stackOf(thrown), 'made up');
	assert.equal(context['calls'], 1);
});

claim('prepare-stack-trace-sees-host', () => {
	const thrown = thrownBy('Error.prepareStackTrace = (_, frames) => frames.map((one) => one.getFileName()).join("\\n"); null.x');
	assert.match(stackOf(thrown), /claims\/4-errors-across-realms\.ts/);
});

claim('header-calls-getters', () => {
	const context = vm.createContext({ calls: 0 });
	const thrown = thrownBy('class Odd extends Error { get name() { calls += 1; return "Odd" } } throw new Odd()', context);
	assert.equal(context['calls'], 0);
	assert.match(stackOf(thrown), /^Odd/);
	assert.equal(context['calls'], 1);
});

claim('prepare-stack-trace-nailed', () => {
	for (const attack of ['Error.prepareStackTrace = () => "made up";', 'Error = { prepareStackTrace: () => "made up" };']) {
		const context = vm.createContext();
		vm.runInContext('Object.defineProperty(Error, "prepareStackTrace", { value: undefined })', context);
		vm.runInContext('Object.defineProperty(globalThis, "Error", { value: Error, writable: false, configurable: false })', context);
		assert.match(stackOf(thrownBy(`${attack} null.x`, context)), /^TypeError: Cannot read/, attack);
	}
});

claim('display-errors-reads-stack', () => {
	const text = 'throw { get stack() { calls += 1; return "s" } }';
	const calls = [true, false].map((displayErrors) => {
		const context = vm.createContext({ calls: 0 });
		thrownBy(text, context, { displayErrors });
		return Number(context['calls']);
	});
	assert.deepEqual(calls, [1, 0]);
});

claim('first-frame', () => {
	const frame = stackOf(thrownBy('\n  function total() { null.x }\n  total()')).split('\n')[1];
	assert.equal(frame?.trim(), 'at total (guest.js:2:27)');
});

claim('host-frames-below', () => {
	assert.match(stackOf(thrownBy('null.x')), /node:vm[\s\S]*claims\/4-errors-across-realms\.ts/);
});

claim('syntax-error-header', () => {
	try {
		new vm.Script('ok = 1;\nlet = ;', { filename: 'guest.js', lineOffset: 10 });
		assert.fail('it compiled');
	} catch (error) {
		assert.deepEqual(stackOf(error).split('\n').slice(0, 3), ['guest.js:12', 'let = ;', '      ^']);
	}
});

claim('message-fakes-frame', () => {
	const stack = stackOf(thrownBy('throw new Error("no\\n    at guest.js:99:1")'));
	assert.equal(/guest\.js:(\d+)/.exec(stack)?.[1], '99');
});

claim('rejection-ends-the-host', () => {
	const text = 'try { require("node:vm").runInNewContext("Promise.reject(1)") } catch {} setTimeout(() => console.log("still here"), 50)';
	const plain = spawnSync(process.execPath, ['-e', text], { encoding: 'utf8' });
	assert.deepEqual([plain.status, plain.stdout], [1, '']);
	const handled = spawnSync(process.execPath, ['-e', `process.on("unhandledRejection", () => {}); ${text}`], { encoding: 'utf8' });
	assert.deepEqual([handled.status, handled.stdout], [0, 'still here\n']);
});
