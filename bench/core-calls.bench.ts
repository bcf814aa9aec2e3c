/**
 * What goes through a session: runs, calls of host functions from the guest, JSON; and the first result of a pooled isolate.
 * Each beside the raw engine underneath, in one interleaved run.
 *
 *   npm run bench core
 */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSandbox, hostFunction, type Session } from 'glovebox';
import { type Engine, isolate, quickjs } from 'glovebox/engines';
import { type Contender, measure, report } from './harness.ts';

const require = createRequire(new URL('../packages/glovebox/package.json', import.meta.url));
const ivm = require('isolated-vm') as typeof import('isolated-vm');
const { QuickJS } = (await import(require.resolve('quickjs-wasi'))) as typeof import('quickjs-wasi');
const wasm = new WebAssembly.Module(readFileSync(require.resolve('quickjs-wasi/quickjs.wasm')));

/** Host calls of one operation: the figure printed is of all of them. */
const calls = 10;
const count = `let n = 0; for (let i = 0; i < ${calls}; i++) n += one();`;
const records = Array.from({ length: 1_000 }, (_, id) => ({
	id,
	name: `name ${id}`,
	tags: ['a', 'b'],
	price: id * 1.5,
	nested: { ok: true },
}));
const guest = `
	globalThis.countNow = () => { let n = 0; for (let i = 0; i < ${calls}; i++) n += one(); return n };
	globalThis.countLater = async () => { let n = 0; for (let i = 0; i < ${calls}; i++) n += await later(); return n };
	globalThis.countTogether = async () => (await Promise.all(Array.from({ length: ${calls} }, () => later()))).length;
	globalThis.echo = (value) => value;
	0`;
const capabilities = { one: hostFunction({ sync: true, handler: () => 1 }), later: async () => 1 };
const limits = { wallMs: 60_000, hostCalls: Infinity, outputBytes: Infinity } as const;

function expect(value: unknown, wanted: unknown): void {
	if (value !== wanted) throw new Error(`Measured the wrong thing: ${String(value)} instead of ${String(wanted)}`);
}

function openSync(engine: Engine): Session {
	const session = createSandbox({ engine, capabilities, limits }).openSync();
	session.runSync(guest);
	return session;
}

async function open(engine: Engine): Promise<Session> {
	const session = await createSandbox({ engine, capabilities, limits }).open();
	await session.run(guest);
	return session;
}

async function rawCalls(): Promise<readonly Contender[]> {
	const box = new ivm.Isolate({ memoryLimit: 64 });
	const context = box.createContextSync();
	context.global.setSync('one', new ivm.Callback(() => 1));
	const script = box.compileScriptSync(`(() => { ${count} return n })()`);
	const machine = await QuickJS.create({ wasm });
	const one = machine.newFunction('one', () => machine.newNumber(1));
	machine.setProp(machine.global, 'one', one);
	const run = machine.evalCode(`() => { ${count} return n }`);
	const counted = () => machine.callFunction(run, machine.undefined).consume((handle) => handle.toNumber());
	return [
		{ name: 'raw isolated-vm Callback', run: () => expect(script.runSync(context), calls) },
		{ name: 'raw quickjs-wasi newFunction', run: () => expect(counted(), calls) },
	];
}

function callsOf(name: string, now: Session, later: Session): readonly Contender[] {
	return [
		{ name: `${name} sync host calls`, run: () => expect(now.callSync('countNow'), calls) },
		{ name: `${name} async host calls`, run: async () => expect(await later.call('countLater'), calls) },
		{ name: `${name} async, together`, run: async () => expect(await later.call('countTogether'), calls) },
	];
}

function runsOf(name: string, now: Session, later: Session): readonly Contender[] {
	return [
		{ name: `${name} session.runSync`, run: () => expect(now.evaluateSync('1 + 1'), 2) },
		{ name: `${name} session.run`, run: async () => expect(await later.evaluate('1 + 1'), 2) },
	];
}

async function rawRuns(): Promise<readonly Contender[]> {
	const box = new ivm.Isolate({ memoryLimit: 64 });
	const context = box.createContextSync();
	const machine = await QuickJS.create({ wasm });
	const evaluate = () => machine.evalCode('1 + 1').consume((handle) => handle.toNumber());
	return [
		{ name: 'raw isolated-vm evalSync', run: () => expect(context.evalSync('1 + 1'), 2) },
		{ name: 'raw isolated-vm evalSync, timeout', run: () => expect(context.evalSync('1 + 1', { timeout: 5_000 }), 2) },
		{ name: 'raw quickjs-wasi evalCode', run: () => expect(evaluate(), 2) },
	];
}

/** An isolate that was made some time before and has run nothing but a script. */
function madeBefore(): Contender {
	let made: { readonly box: InstanceType<typeof ivm.Isolate>; readonly context: import('isolated-vm').Context };
	return {
		name: 'raw isolated-vm, made before',
		batch: 1,
		before: async () => {
			made?.box.dispose();
			const box = new ivm.Isolate({ memoryLimit: 64 });
			made = { box, context: box.createContextSync() };
			made.context.evalSync('0');
			await sleep(20);
		},
		run: () => expect(made.context.evalSync('1 + 1', { timeout: 5_000 }), 2),
	};
}

/** A pooled isolate serves one run; the pool has made the next before it is wanted. */
function pooled(): Contender {
	const sandbox = createSandbox({ engine: isolate(), pool: { min: 2 } });
	let pending = Promise.resolve();
	return {
		name: 'isolate runSync, pooled',
		batch: 1,
		prepare: () => sleep(200),
		before: () => pending,
		run: () => {
			expect(sandbox.evaluateSync('1 + 1'), 2);
			pending = sleep(20);
		},
		end: () => sandbox.close(),
	};
}

const [isolateNow, quickjsNow, isolateLater, quickjsLater] = [
	openSync(isolate()),
	openSync(quickjs()),
	await open(isolate()),
	await open(quickjs()),
];

const floors = new Map([
	['isolate session.runSync', 'raw isolated-vm evalSync'],
	['quickjs session.runSync', 'raw quickjs-wasi evalCode'],
	['isolate sync host calls', 'raw isolated-vm Callback'],
	['quickjs sync host calls', 'raw quickjs-wasi newFunction'],
	['isolate runSync, pooled', 'raw isolated-vm, made before'],
	['isolate in and out', 'host stringify + parse'],
	['quickjs in and out', 'host stringify + parse'],
]);

async function show(title: string, contenders: readonly Contender[], rounds = 40): Promise<void> {
	process.stdout.write(`${report(title, await measure(contenders, { rounds, atMostMs: 30_000 }), floors)}\n\n`);
}

await show('run in a session, 1 + 1', [
	...(await rawRuns()),
	...runsOf('isolate', isolateNow, isolateLater),
	...runsOf('quickjs', quickjsNow, quickjsLater),
]);
await show(`${calls} host calls`, [
	...(await rawCalls()),
	...callsOf('isolate', isolateNow, isolateLater),
	...callsOf('quickjs', quickjsNow, quickjsLater),
]);
await show(
	`${Math.round(JSON.stringify(records).length / 1_000)} KB of JSON`,
	[
		{ name: 'host stringify + parse', batch: 5, run: () => JSON.parse(JSON.stringify(records)) },
		{ name: 'isolate in and out', batch: 5, run: () => isolateNow.callSync('echo', records) },
		{ name: 'quickjs in and out', batch: 2, run: () => quickjsNow.callSync('echo', records) },
	],
	30,
);
await show('first result', [madeBefore(), pooled()], 60);
process.exit(0);
