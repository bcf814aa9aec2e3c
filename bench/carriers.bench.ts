/**
 * What a carrier costs: a first result from a cold one beside `bwrap` + node, a first result in a fresh realm of a warm one, a call of
 * a session, and a synchronous host call, each beside its floor, in turns.
 *
 *   npm run bench carriers
 *   npm run bench carriers -- --cold 20 --warm 300
 *
 * On an idle machine: cold at most 1.3 times `bwrap` + node; warm below 0.5 ms, and 0.1 ms at least in `subprocess(quickjs)`; a call
 * 1.3 times the floor and what the same call takes in the host's own thread; a host call 60 us from `subprocess(quickjs)` and 130 us from `subprocess(isolate)`. On a busy one only minima and processor time count.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Capabilities, createSandbox, hostFunction, type Sandbox } from 'glovebox';
import { type Engine, isolate, quickjs, subprocess, worker } from 'glovebox/engines';

const { values: flags } = parseArgs({ options: { cold: { type: 'string', default: '20' }, warm: { type: 'string', default: '300' } } });

interface Subject {
	readonly name: string;
	/** One operation; gives its time in milliseconds. */
	readonly measure: () => Promise<number>;
	readonly end?: () => void;
}

const confinements = ['landlock', 'bubblewrap', 'none'] as const;
const carried: readonly Engine[] = [worker(quickjs()), subprocess(quickjs()), subprocess(isolate())];
/** A carrier makes its next realm when it is idle: so long, on an idle machine with room. */
const restMs = 12;

await compare('first result, cold', Number(flags.cold), [bwrapNode(), ...bwrapEngines(), ...confinements.flatMap(coldSubjects)]);
await compare('first result, warm, rested', Number(flags.warm), [pipeNode(), ...carried.map((engine) => warm(engine, restMs))]);
await compare('first result, warm, one after another', Number(flags.warm), [pipeNode(), ...carried.map((engine) => warm(engine, 0))]);
await compare('call of a session', Number(flags.warm) * 20, [pipeNode(), ...(await Promise.all([quickjs(), ...carried].map(call)))]);
await compare('synchronous host call, best of 50', Number(flags.warm) / 5, [pipeNode(), ...carried.map(hostCall)]);

async function compare(title: string, rounds: number, subjects: readonly Subject[]): Promise<void> {
	const times = subjects.map(() => [] as number[]);
	const cpu = subjects.map(() => 0);
	// The first round warms up whatever is there once: caches, probes, the code itself.
	for (let round = 0; round <= rounds; round++) {
		for (const [at, { measure }] of subjects.entries()) {
			const before = usedMs();
			const ms = await measure();
			if (round === 0) continue;
			times[at]?.push(ms);
			cpu[at] = (cpu[at] ?? 0) + usedMs() - before;
		}
	}
	for (const { end } of subjects) end?.();
	print(title, subjects, times, cpu);
}

function print(title: string, subjects: readonly Subject[], times: readonly number[][], cpu: readonly number[]): void {
	const [floor = Number.NaN] = times.map((all) => Math.min(...all));
	process.stdout.write(`\n${title.padEnd(40)}${['min ms', 'median', 'p99', 'cpu', '× floor'].map((head) => head.padStart(9)).join('')}\n`);
	for (const [at, { name }] of subjects.entries()) {
		const sorted = [...(times[at] ?? [])].sort((a, b) => a - b);
		const share = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
		const cells = [share(0), share(0.5), share(0.99), (cpu[at] ?? 0) / sorted.length, share(0) / floor];
		process.stdout.write(`${name.padEnd(40)}${cells.map((cell) => cell.toFixed(cell < 10 ? 3 : 0).padStart(9)).join('')}\n`);
	}
}

/** Of this process and of those of its children that have ended; a carrier that still runs is not in it. */
function usedMs(): number {
	if (!existsSync('/proc/self/stat')) return Number.NaN;
	const fields = readFileSync('/proc/self/stat', 'latin1').split(') ').pop()?.split(' ') ?? [];
	return fields.slice(11, 15).reduce((sum, ticks) => sum + 10 * Number(ticks), 0);
}

/** The least that a confined process costs anybody: bubblewrap with nothing but Node, which computes and ends. */
function bwrapNode(): Subject {
	return inBwrap('floor: bwrap + node', 'console.log(1 + 1)');
}

/** Like for like: bubblewrap with Node and the same engine by itself, which computes and ends. No limits, no wire, no seal. */
function bwrapEngines(): readonly Subject[] {
	const isolated = "const { Isolate } = require('isolated-vm'); const context = new Isolate({ memoryLimit: 64 }).createContextSync();";
	const wasm = "require('fs').readFileSync(require.resolve('quickjs-wasi/quickjs.wasm'))";
	const quick = `require('quickjs-wasi').QuickJS.create({ wasm: ${wasm} }).then((vm) => console.log(vm.evalCode('1 + 1').toNumber()))`;
	return [
		inBwrap('like for like: bwrap + quickjs-wasi', quick),
		inBwrap('like for like: bwrap + isolated-vm', `${isolated} console.log(context.evalSync('1 + 1'))`),
	];
}

function inBwrap(name: string, code: string): Subject {
	const modules = path.join(import.meta.dirname, '../node_modules');
	const folders = ['/usr', '/lib', '/lib64', '/bin', modules].filter((folder) => existsSync(folder));
	const binds = [...folders, process.execPath].flatMap((file) => ['--ro-bind', file, file]);
	const inside = ['--chdir', path.dirname(modules), '--', process.execPath, '-e', code];
	const args = ['--unshare-all', '--die-with-parent', '--clearenv', ...binds, ...inside];
	return {
		name,
		async measure() {
			const began = performance.now();
			const child = spawn('bwrap', args, { stdio: ['ignore', 'pipe', 'inherit'], env: {} });
			child.on('error', () => undefined);
			child.stdout.setEncoding('utf8');
			const [[said], [code]] = await Promise.all([once(child.stdout, 'data'), once(child, 'close')]);
			if (code !== 0 || said !== '2\n') throw new Error('bubblewrap does not work here');
			return performance.now() - began;
		},
	};
}

function coldSubjects(confine: (typeof confinements)[number]): readonly Subject[] {
	return [quickjs(), isolate()].map((inner) => {
		const engine = subprocess(inner, { confine });
		return { name: `${engine.name} ${confine}`, measure: () => cold(engine) };
	});
}

async function cold(engine: Engine): Promise<number> {
	const began = performance.now();
	const sandbox = createSandbox({ engine, boundary: engine.boundary, limits: { wallMs: 20_000 }, pool: { min: 0 } });
	expect(await sandbox.evaluate('1 + 1'), 2);
	const ms = performance.now() - began;
	sandbox.close();
	// Until it is reaped, so that its processor time is its own round's.
	await sleep(50);
	return ms;
}

/** The least that a question to another process costs: a Node that blocks on an open pipe and sends back what it reads. */
function pipeNode(): Subject {
	const code =
		'const { readSync, writeSync } = require("node:fs"); const all = Buffer.alloc(1000); for (let n; (n = readSync(0, all)); ) writeSync(1, all, 0, n);';
	const child = spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'pipe', 'inherit'] });
	const question = Buffer.alloc(100);
	let answered: () => void = () => undefined;
	child.stdout.on('data', () => answered());
	return {
		name: 'floor: 100 bytes there and back',
		async measure() {
			const began = performance.now();
			await new Promise<void>((resolve) => {
				answered = resolve;
				child.stdin.write(question);
			});
			return performance.now() - began;
		},
		end: () => void child.kill(),
	};
}

/** A small function of a session's, called with two numbers. */
async function call(engine: Engine): Promise<Subject> {
	const sandbox = sandboxFor(engine);
	const session = await sandbox.open();
	await session.run('function add(a, b) { return a + b }');
	return {
		name: engine.name,
		async measure() {
			const began = performance.now();
			expect(await session.call('add', 1, 2), 3);
			return performance.now() - began;
		},
		end: () => sandbox.close(),
	};
}

function warm(engine: Engine, ms: number): Subject {
	const sandbox = sandboxFor(engine);
	return {
		name: engine.name,
		async measure() {
			if (ms > 0) await sleep(ms);
			const began = performance.now();
			expect(await sandbox.evaluate('1 + 1'), 2);
			return performance.now() - began;
		},
		end: () => sandbox.close(),
	};
}

/** The shortest of the times between one call and the next, as the host sees them: a guest that does nothing else. */
function hostCall(engine: Engine): Subject {
	const calls: number[] = [];
	const tick = hostFunction({ sync: true, handler: () => void calls.push(performance.now()) });
	const sandbox = sandboxFor(engine, { tick });
	return {
		name: engine.name,
		async measure() {
			calls.length = 0;
			await sandbox.evaluate('for (let i = 0; i < 50; i++) tick(); 0');
			return Math.min(...calls.slice(1).map((at, index) => at - (calls[index] ?? 0)));
		},
		end: () => sandbox.close(),
	};
}

function sandboxFor(engine: Engine, capabilities: Capabilities = {}): Sandbox {
	return createSandbox({ engine, boundary: engine.boundary, limits: { wallMs: 20_000, hostCalls: 100 }, capabilities });
}

function expect(value: unknown, wanted: unknown): void {
	if (value !== wanted) throw new Error(`Measured the wrong thing: ${String(value)} instead of ${String(wanted)}`);
}
