/**
 * A fresh realm and a warm call, for each engine of ours beside the raw engine underneath, in one interleaved run.
 *
 *   npm run bench core
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { createSandbox, type Sandbox, type Session } from 'glovebox';
import { type Engine, isolate, nodeVm, quickjs, subprocess, worker } from 'glovebox/engines';
import { type Contender, measure, report } from './harness.ts';

const require = createRequire(new URL('../packages/glovebox/package.json', import.meta.url));
const ivm = require('isolated-vm') as typeof import('isolated-vm');
const { QuickJS } = (await import(require.resolve('quickjs-wasi'))) as typeof import('quickjs-wasi');
const wasm = new WebAssembly.Module(readFileSync(require.resolve('quickjs-wasi/quickjs.wasm')));

const source = '1 + 1';
const functionSource = 'globalThis.add = (a, b) => a + b; 0';
const carriers: readonly Engine[] = [
	worker(quickjs()),
	worker(nodeVm()),
	subprocess(isolate()),
	subprocess(quickjs()),
	subprocess(nodeVm()),
];

function expect(value: unknown, wanted: unknown): void {
	if (value !== wanted) throw new Error(`Measured the wrong thing: ${String(value)} instead of ${String(wanted)}`);
}

function sandboxFor(engine: Engine): Sandbox {
	return createSandbox({ engine, boundary: engine.boundary, limits: { wallMs: 5_000 } });
}

/** Each engine is one contender; nothing is made before its turn comes. */
function freshSync(engine: Engine): Contender {
	const sandbox = sandboxFor(engine);
	return { name: `${engine.name} runSync`, run: () => expect(sandbox.evaluateSync(source), 2), end: () => sandbox.close() };
}

function fresh(engine: Engine, batch?: number): Contender {
	const sandbox = sandboxFor(engine);
	return {
		name: `${engine.name} run`,
		run: async () => expect(await sandbox.evaluate(source), 2),
		end: () => sandbox.close(),
		...(batch ? { batch } : {}),
	};
}

const rawFresh: readonly Contender[] = [
	{ name: 'raw vm.createContext', run: () => expect(vm.runInContext(source, vm.createContext()), 2) },
	{ name: 'raw vm DONT_CONTEXTIFY', run: () => expect(vm.runInContext(source, vm.createContext(vm.constants.DONT_CONTEXTIFY)), 2) },
	{
		name: 'raw isolated-vm',
		batch: 10,
		run: () => {
			const box = new ivm.Isolate({ memoryLimit: 64 });
			expect(box.createContextSync().evalSync(source), 2);
			box.dispose();
		},
	},
	{
		name: 'raw quickjs-wasi',
		batch: 10,
		run: async () => {
			const machine = await QuickJS.create({ wasm });
			expect(
				machine.evalCode(source).consume((handle) => handle.toNumber()),
				2,
			);
			machine.dispose();
		},
	},
];

async function warmRaw(): Promise<readonly Contender[]> {
	const context = vm.createContext();
	const add = vm.runInContext('(a, b) => a + b', context) as (a: number, b: number) => number;
	const box = new ivm.Isolate({ memoryLimit: 64 });
	const isolateAdd = box.createContextSync().evalSync('(a, b) => a + b', { reference: true });
	const machine = await QuickJS.create({ wasm });
	const quickAdd = machine.evalCode('(a, b) => a + b');
	const quickCall = () => {
		const [a, b] = [machine.newNumber(1), machine.newNumber(2)];
		const sum = machine.callFunction(quickAdd, machine.undefined, a, b).consume((handle) => handle.toNumber());
		a.dispose();
		b.dispose();
		return sum;
	};
	return [
		{ name: 'raw vm function', run: () => expect(add(1, 2), 3) },
		{ name: 'raw isolated-vm applySync', run: () => expect(isolateAdd.applySync(undefined, [1, 2]), 3) },
		{ name: 'raw quickjs-wasi callFunction', run: () => expect(quickCall(), 3) },
	];
}

function warmSync(engine: Engine): Contender {
	const session: Session = sandboxFor(engine).openSync();
	session.runSync(functionSource);
	return { name: `${engine.name} callSync`, run: () => expect(session.callSync('add', 1, 2), 3) };
}

async function warm(engine: Engine): Promise<Contender> {
	const sandbox = sandboxFor(engine);
	const session = await sandbox.open();
	await session.run(functionSource);
	return { name: `${engine.name} call`, run: async () => expect(await session.call('add', 1, 2), 3), end: () => sandbox.close() };
}

const inThread = [nodeVm(), isolate(), quickjs()];
const floors = new Map([
	['nodeVm runSync', 'raw vm DONT_CONTEXTIFY'],
	['isolate runSync', 'raw isolated-vm'],
	['isolate run', 'raw isolated-vm'],
	['quickjs runSync', 'raw vm.createContext'],
	['quickjs run', 'raw quickjs-wasi'],
	['nodeVm callSync', 'raw vm function'],
	['isolate callSync', 'raw isolated-vm applySync'],
	['quickjs callSync', 'raw quickjs-wasi callFunction'],
]);

const freshOnes = [
	...rawFresh,
	...inThread.map(freshSync),
	...inThread.map((engine) => fresh(engine, 20)),
	...carriers.map((engine) => fresh(engine, 5)),
];
process.stdout.write(`${report('fresh realm, 1 + 1', await measure(freshOnes, { rounds: 30, atMostMs: 60_000 }), floors)}\n\n`);
const warmOnes = [...(await warmRaw()), ...inThread.map(warmSync), ...(await Promise.all([...inThread, ...carriers].map(warm)))];
process.stdout.write(`${report('warm call, add(1, 2)', await measure(warmOnes, { rounds: 30 }), floors)}\n`);
