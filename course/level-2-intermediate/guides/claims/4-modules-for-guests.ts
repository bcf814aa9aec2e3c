// flags: --experimental-vm-modules
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import vm from 'node:vm';
import { claim } from '../../../claim.ts';

Object.assign(globalThis, { standIn: 'secret' });
const reach = 'constructor.constructor("return standIn")()';
const context = vm.createContext();

/** Parses and links a module to those given, by the order of its imports. */
function make(source: string, imports: readonly vm.Module[] = []): vm.SourceTextModule {
	const module = new vm.SourceTextModule(source, { context });
	module.linkRequests(imports);
	return module;
}

async function run(module: vm.SourceTextModule): Promise<Record<string, unknown>> {
	if (module.status === 'unlinked') module.instantiate();
	await module.evaluate();
	return { ...module.namespace };
}

function synthetic(value: unknown): vm.SyntheticModule {
	const made: vm.SyntheticModule = new vm.SyntheticModule(['default'], () => made.setExport('default', value), { context });
	return made;
}

claim('needs-the-flag', () => {
	const output = execFileSync(process.execPath, ['-p', 'typeof require("node:vm").SourceTextModule'], { encoding: 'utf8' });
	assert.deepEqual([output.trim(), typeof vm.SourceTextModule], ['undefined', 'function']);
});

claim('nothing-runs-before', async () => {
	const module = make('globalThis.ran = true; export default 1;');
	module.instantiate();
	assert.deepEqual([context['ran'], module.status], [undefined, 'linked']);
	await module.evaluate();
	assert.deepEqual([context['ran'], module.status], [true, 'evaluated']);
});

claim('missing-export', () => {
	const module = make('import { nope } from "x";', [make('export const yes = 1;')]);
	assert.throws(() => module.instantiate(), { name: 'SyntaxError' });
});

claim('no-fallback', async () => {
	const module = new vm.SourceTextModule('import "node:fs";', { context });
	const asked: string[] = [];
	const linking = module.link((specifier) => {
		asked.push(specifier);
		throw new Error('not here');
	});
	await assert.rejects(linking, { message: 'not here' });
	assert.deepEqual(asked, ['node:fs']);
});

claim('record-has-constructor', () => {
	const packages: Record<string, string> = {};
	assert.deepEqual([typeof packages['constructor'], Object.hasOwn(packages, 'constructor')], ['function', false]);
});

claim('two-objects-two-instances', async () => {
	const source = 'globalThis.instances = (globalThis.instances ?? 0) + 1; export default globalThis.instances;';
	assert.deepEqual([await run(make(source)), await run(make(source))], [{ default: 1 }, { default: 2 }]);
});

claim('cycles', async () => {
	const even = new vm.SourceTextModule('import { odd } from "odd"; export function even(n) { return n === 0 || odd(n - 1) }', { context });
	const odd = new vm.SourceTextModule('import { even } from "even"; export function odd(n) { return n > 0 && even(n - 1) }', { context });
	even.linkRequests([odd]);
	odd.linkRequests([even]);
	assert.deepEqual(await run(make('import { even } from "even"; export default even(10);', [even])), { default: true });
});

claim('evaluates-once', async () => {
	const module = make('globalThis.times = (globalThis.times ?? 0) + 1; throw 5;');
	module.instantiate();
	for (let time = 0; time < 2; time++) await assert.rejects(module.evaluate(), (error) => (error as unknown) === 5);
	assert.deepEqual([context['times'], module.status], [1, 'errored']);
});

claim('synthetic', async () => {
	assert.deepEqual(await run(make('import n from "n"; export default n + 1;', [synthetic(41)])), { default: 42 });
});

claim('parse-inside', async () => {
	const look = `import data from "d"; export default (() => { try { return data.${reach} } catch (error) { return error.message } })();`;
	const inside: unknown = vm.runInContext('JSON.parse', context)('{}');
	assert.deepEqual(await run(make(look, [synthetic(JSON.parse('{}'))])), { default: 'secret' });
	assert.deepEqual(await run(make(look, [synthetic(inside)])), { default: 'standIn is not defined' });
});

claim('attributes', () => {
	const module = new vm.SourceTextModule('import a from "a" with { type: "json" }; import b from "b";', { context });
	assert.deepEqual(
		module.moduleRequests.map(({ specifier, attributes }) => [specifier, { ...attributes }]),
		[
			['a', { type: 'json' }],
			['b', {}],
		],
	);
});

claim('has-async-graph', () => {
	const late = make('export default await 1;');
	const [plain, above] = [make('export default 1;'), make('import "late";', [late])];
	for (const module of [plain, above]) module.instantiate();
	assert.deepEqual([plain.hasAsyncGraph(), above.hasAsyncGraph(), late.hasTopLevelAwait()], [false, true, true]);
	plain.evaluate();
	assert.deepEqual({ ...plain.namespace }, { default: 1 });
});

claim('read-too-early', async () => {
	const module = make('await null; export const late = 1;');
	module.instantiate();
	const evaluated = module.evaluate();
	assert.throws(() => (module.namespace as { late: number }).late, { name: 'ReferenceError' });
	await evaluated;
	assert.equal((module.namespace as { late: number }).late, 1);
});

claim('import-leads-out', async () => {
	const empty = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
	assert.equal(await vm.runInContext(`import('x').catch((error) => error.${reach})`, empty), 'secret');
});

claim('both-callbacks', async () => {
	const direct = `import('x').then(() => 'answered', (error) => error.${reach})`;
	const job = `Promise.resolve('import("x")').then(eval).then(() => 'answered', (error) => error.${reach})`;
	const attempt = (code: string, onScript: boolean, onContext: boolean) => {
		const importModuleDynamically = async () => {
			const module = new vm.SourceTextModule('export default 1', { context: own });
			await run(module.moduleRequests.length === 0 ? linked(module) : module);
			return module;
		};
		const own = vm.createContext({}, onContext ? { importModuleDynamically } : {});
		return new vm.Script(code, onScript ? { importModuleDynamically } : {}).runInContext(own);
	};
	assert.deepEqual([await attempt(direct, false, true), await attempt(job, true, false)], ['secret', 'secret']);
	assert.deepEqual([await attempt(direct, true, true), await attempt(job, true, true)], ['answered', 'answered']);
});

function linked(module: vm.SourceTextModule): vm.SourceTextModule {
	module.linkRequests([]);
	return module;
}

claim('no-flag-leads-out', () => {
	const code = `
		const vm = require('node:vm');
		globalThis.standIn = 'secret';
		const importModuleDynamically = () => { throw 1 };
		const context = vm.createContext(Object.create(null), { importModuleDynamically });
		const text = "import('x').catch((error) => error.${reach.replaceAll('"', '\\"')})";
		new vm.Script(text, { importModuleDynamically }).runInContext(context).then(console.log);`;
	assert.equal(execFileSync(process.execPath, ['--no-warnings', '-e', code], { encoding: 'utf8' }).trim(), 'secret');
});

claim('callback-error', async () => {
	const attempt = (fail: (own: vm.Context) => never) => {
		const importModuleDynamically = () => fail(own);
		const own = vm.createContext({}, { importModuleDynamically });
		const code = `import('x').catch((error) => { try { return error.${reach} } catch (inner) { return inner.message } })`;
		return new vm.Script(code, { importModuleDynamically }).runInContext(own);
	};
	const mine = () => {
		throw new Error('no');
	};
	const theirs = (own: vm.Context) => {
		throw vm.runInContext('new Error("no")', own);
	};
	assert.deepEqual([await attempt(mine), await attempt(theirs)], ['secret', 'standIn is not defined']);
});

claim('default-loader', async () => {
	const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
	const script = new vm.Script('import("node:process").then(({ pid }) => pid)', { importModuleDynamically });
	assert.equal(await script.runInContext(vm.createContext()), process.pid);
});
