/**
 * `npm run soak [engine] [runs]`: 10 000 runs on each engine, with the memory of this process and of its carriers as a curve.
 * Fails when the second half grew by more than a tenth and 16 MiB.
 *
 * `npm run soak kill [runs]`: 10 000 runs on each carrier process while carriers are killed at random. Fails when a run is lost,
 * is answered with another's result, or ends with an error that does not say that its carrier died.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createSandbox } from '../packages/glovebox/src/index.ts';
import { engineNames, readEngine } from '../packages/glovebox/src/cli/engine-option.ts';
import { isolate, quickjs, subprocess } from '../packages/glovebox/src/engines/index.ts';
import { survive } from '../packages/glovebox/test/carrier/assassin.ts';

const points = 20;
/**
 * The curve is of what is kept: garbage is collected before each look, and the space for new objects, which V8 lets grow to 48 MiB while
 * there is much to do and never gives back, stays small.
 */
const flags = ['--expose-gc', '--max-semi-space-size=2'] as const;
const [wanted = 'all', count = '10000'] = process.argv.slice(2);

if (wanted === 'kill') await soakUnderFire(Number(count));
else if (process.execArgv.includes(flags[0])) await soak(wanted, Number(count));
else {
	const results = (wanted === 'all' ? engineNames : [wanted]).map(soakInProcess);
	process.exitCode = results.every(({ status }) => status === 0) ? 0 : 1;
}

function soakInProcess(name: string): { readonly status: number | null } {
	const args = [...process.execArgv, ...flags, fileURLToPath(import.meta.url), name, count];
	return spawnSync(process.execPath, args, { stdio: 'inherit' });
}

/** Carriers die about as often as they answer a few dozen runs. */
async function soakUnderFire(runs: number): Promise<void> {
	for (const engine of [subprocess(quickjs()), subprocess(isolate())]) {
		const began = performance.now();
		const { kills, ends, swapped, lost } = await survive({ engine, runs, parallel: 8, everyMs: 100 });
		const strange = Object.keys(ends).filter((end) => end !== 'value' && end !== 'GLOVEBOX_CRASHED');
		const counts = Object.entries(ends).map(([end, times]) => `${times} ${end}`);
		const seconds = ((performance.now() - began) / 1_000).toFixed(0);
		process.stdout.write(
			`${engine.name.padEnd(22)} ${runs} runs, ${kills} carriers killed: ${counts.join(', ')}; ${swapped.length} swapped, ${lost} lost, in ${seconds} s\n`,
		);
		if (swapped.length + lost + strange.length > 0) process.exitCode = 1;
	}
}

async function soak(name: string, runs: number): Promise<void> {
	const engine = readEngine(name);
	using sandbox = createSandbox({
		engine,
		boundary: engine.boundary,
		limits: { wallMs: 10_000 },
		capabilities: { echo: (value: unknown) => value },
	});
	const curve: number[] = [];
	const began = performance.now();
	for (let run = 1; run <= runs; run++) {
		const outcome = await sandbox.run('const list = Array.from({ length: 100 }, (_, i) => ({ i })); (await echo(list)).length + input', {
			input: run,
		});
		if (!outcome.ok) {
			process.stdout.write(`${name.padEnd(22)} not run: ${outcome.error.message}\n`);
			process.exitCode = run === 1 ? 0 : 1;
			return;
		}
		if (outcome.value !== 100 + run) throw new Error(`Run ${run} got another's result: ${String(outcome.value)}`);
		if (run % Math.ceil(runs / points) === 0) curve.push(residentMiB());
	}
	show(name, curve, runs, performance.now() - began);
}

/** This process and its children, in MiB. */
function residentMiB(): number {
	globalThis.gc?.();
	const own = process.memoryUsage.rss();
	return (own + children(process.pid).reduce((sum, pid) => sum + residentOf(pid), 0)) / 2 ** 20;
}

function children(parent: number): readonly number[] {
	try {
		return readdirSync(`/proc/${parent}/task`).flatMap((task) =>
			readFileSync(`/proc/${parent}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
		);
	} catch {
		return [];
	}
}

function residentOf(pid: number): number {
	try {
		return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
	} catch {
		return 0;
	}
}

function show(name: string, curve: readonly number[], runs: number, ms: number): void {
	const bars = '▁▂▃▄▅▆▇█';
	const most = Math.max(...curve);
	const drawn = curve.map((value) => bars[Math.min(7, Math.floor((value / most) * 7.99))]).join('');
	const middle = curve[Math.floor(curve.length / 2)] ?? 0;
	const last = curve.at(-1) ?? 0;
	const flat = last - middle < Math.max(16, middle / 10);
	const first = curve[0] ?? 0;
	process.stdout.write(
		`${name.padEnd(22)} ${drawn}  ${first.toFixed(0)} → ${middle.toFixed(0)} → ${last.toFixed(0)} MiB  ${runs} runs in ${(ms / 1_000).toFixed(1)} s  ${flat ? 'flat' : 'GROWS'}\n`,
	);
	if (!flat) process.exitCode = 1;
}
