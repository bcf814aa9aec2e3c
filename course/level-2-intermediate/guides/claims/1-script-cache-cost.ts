// flags: --experimental-vm-modules
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import v8 from 'node:v8';
import vm from 'node:vm';
import { claim } from '../../../claim.ts';

claim('compiling-runs-nothing', () => {
	const script = new vm.Script('globalThis.ranAtCompile = true');
	assert.equal('ranAtCompile' in globalThis, false);
	script.runInNewContext();
	assert.equal('ranAtCompile' in globalThis, false);
});

claim('syntax-error-at-compile', () => {
	assert.throws(() => new vm.Script('let ='), SyntaxError);
});

claim('one-script-many-contexts', () => {
	const script = new vm.Script('var n = (typeof n === "undefined" ? 0 : n) + 1; n');
	const [one, two] = [vm.createContext(), vm.createContext()];
	assert.deepEqual(
		[one, one, two].map((context) => script.runInContext(context)),
		[1, 2, 1],
	);
});

claim('lazy-functions', () => {
	const script = new vm.Script(`function f(list) { ${'list.push(list.length); '.repeat(200)} } f`);
	const before = script.createCachedData().byteLength;
	script.runInThisContext()([]);
	assert.ok(script.createCachedData().byteLength > before + 1_000);
});

claim('body-cannot-close', () => {
	assert.throws(() => vm.compileFunction('} globalThis.closedEarly = 1; {'), SyntaxError);
	assert.throws(
		() => vm.compileFunction('\n  missing()', [], { filename: 'b.js' })(),
		(error: Error) => /b\.js:2:3/.test(error.stack ?? ''),
	);
});

claim('parameter-names-abort', () => {
	const { signal, status } = spawnSync(process.execPath, ['-e', "try { require('node:vm').compileFunction('', ['a = 1']) } catch {}"]);
	assert.ok(signal === 'SIGABRT' || signal === 'SIGTRAP' || status === 134 || status === 133, `${signal} ${status}`);
});

claim('arguments-are-yours', () => {
	Object.assign(globalThis, { standIn: 'secret' });
	const parsingContext = vm.createContext();
	assert.equal(vm.compileFunction('return typeof standIn', [], { parsingContext })(), 'undefined');
	const reach = vm.compileFunction('return given.constructor.constructor("return standIn")()', ['given'], { parsingContext });
	assert.equal(reach({}), 'secret');
	assert.throws(() => reach(vm.runInContext('JSON.parse', parsingContext)('{}')), { message: 'standIn is not defined' });
});

/** The least of several measurements, in milliseconds a round: the machine may be busy. */
function least(rounds: number, run: () => unknown): number {
	const times = Array.from({ length: 5 }, () => {
		const from = performance.now();
		for (let round = 0; round < rounds; round++) run();
		return (performance.now() - from) / rounds;
	});
	return Math.min(...times);
}

claim('context-is-dear', () => {
	const script = new vm.Script('1 + 1');
	const context = vm.createContext();
	const ratio = least(20, () => vm.createContext()) / least(500, () => script.runInContext(context));
	assert.ok(ratio > 100, `a context costs ${ratio} runs`);
});

claim('timeout-is-dear', () => {
	const script = new vm.Script('1 + 1');
	const context = vm.createContext();
	const ratio = least(50, () => script.runInContext(context, { timeout: 1_000 })) / least(500, () => script.runInContext(context));
	assert.ok(ratio > 10, `a timed run costs ${ratio} runs`);
});

claim('realm-remembers', () => {
	const context = vm.createContext();
	vm.runInContext('var left = 1; Array.prototype.push = () => "changed"', context);
	assert.equal(vm.runInContext('left + [].push(1)', context), '1changed');
});

claim('rejected-data', () => {
	const cachedData = new vm.Script('1 + 1').createCachedData();
	const taken = new vm.Script('1 + 1', { cachedData });
	const other = new vm.Script('1 + 11', { cachedData });
	assert.deepEqual([taken.cachedDataRejected, other.cachedDataRejected, other.runInThisContext()], [false, true, 12]);
});

claim('same-length', () => {
	const cachedData = new vm.Script('price = 1111').createCachedData();
	const script = new vm.Script('price = 2222', { cachedData });
	assert.deepEqual([script.cachedDataRejected, script.runInNewContext()], [false, 1111]);
});

claim('poisoned', () => {
	const cachedData = new vm.Script('rate = 3333').createCachedData();
	assert.equal(new vm.Script('rate = 4444', { cachedData }).cachedDataRejected, false);
	assert.equal(new vm.Script('rate = 4444').runInNewContext(), 3333);
});

/** How many of thirty realms are still there after garbage collection. */
async function left(make: () => void): Promise<number> {
	v8.setFlagsFromString('--expose-gc');
	const collect: () => void = vm.runInNewContext('gc');
	const count = () => v8.getHeapStatistics().number_of_native_contexts;
	for (let round = 0; round < 3; round++) collect();
	const before = count();
	for (let round = 0; round < 30; round++) make();
	for (let round = 0; round < 4; round++) {
		await new Promise((resolve) => setTimeout(resolve, 10));
		collect();
	}
	return count() - before;
}

claim('callback-retains', async () => {
	const make = () => {
		const context = vm.createContext();
		const importModuleDynamically = (): never => {
			throw vm.runInContext('new Error()', context);
		};
		new vm.Script('"strong"', { importModuleDynamically }).runInContext(context);
	};
	assert.equal(await left(make), 30);
});

function refuseIn(context: WeakRef<vm.Context>): () => never {
	return () => {
		throw vm.runInContext('new Error()', context.deref() as vm.Context);
	};
}

claim('weak-callback', async () => {
	const make = () => {
		const context = vm.createContext();
		new vm.Script('"weak"', { importModuleDynamically: refuseIn(new WeakRef(context)) }).runInContext(context);
	};
	assert.ok((await left(make)) < 3);
});
