/**
 * How long after a deadline of 50 ms a run ends, over eight loops that engines find hard to stop, on each carrier;
 * and how much of a processor is in use once it has ended.
 *
 *   npm run bench stop-latency            125 samples of each loop, so that a 99.9th percentile of all is one: 25 minutes
 *   npm run bench stop-latency -- --samples 12 'worker(quickjs)' 'subprocess(isolate) none'
 *   npm run bench stop-latency -- --json      a line for each carrier, over all its loops
 *
 * On an idle machine: 2 ms at the median, 250 ms at the 99.9th percentile, and a processor that is idle afterwards.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createSandbox, type Sandbox } from 'glovebox';
import { confined, engineOf } from '../packages/glovebox/test/bombs/engines.ts';
import { cpuMsOf, descendantsOf } from '../packages/glovebox/test/bombs/proc.ts';

const wallMs = 50;
/** The carrier has this long to be gone or idle; then it is looked at for as long again. */
const restMs = 50;

const loops: Readonly<Record<string, string>> = {
	'sync loop': 'for (;;);',
	'await loop': 'for (;;) await null;',
	regexp: "for (;;) /^(a+)+$/.test('a'.repeat(60) + '!');",
	sort: 'const list = Array.from({ length: 1e5 }, (_, i) => i); for (;;) list.sort(() => Math.random() - 0.5);',
	BigInt: 'let x = 3n ** 300000n; for (;;) x = (x * x) % (2n ** 2000000n - 1n);',
	'JSON.stringify': 'let a = [1]; for (let i = 0; i < 20; i++) a = [a, a]; for (;;) JSON.stringify(a);',
	'false lengths': 'for (;;) Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);',
	'unrolled loop': 'for (;;) new Array(1000).fill(1);',
};

/** Of one carrier: a line of `--json`. */
export interface StopLatency {
	readonly engine: string;
	readonly samples: number;
	readonly medianMs: number;
	readonly p99Ms: number;
	readonly p999Ms: number;
	/** Of one processor, in use afterwards: the largest share that was seen. */
	readonly busy: number;
}

if (import.meta.main) {
	const { values: flags, positionals } = parseArgs({
		allowPositionals: true,
		options: { samples: { type: 'string', default: '125' }, json: { type: 'boolean', default: false } },
	});
	for (const name of positionals.length > 0 ? positionals : await carriers()) {
		const text: Write = flags.json ? () => undefined : (line) => process.stdout.write(`${line}\n`);
		const latency = await benchEngine(name, Number(flags.samples), text);
		if (flags.json) process.stdout.write(`${JSON.stringify(latency)}\n`);
	}
}

async function carriers(): Promise<readonly string[]> {
	const confinedOnes = [await confined('quickjs'), await confined('isolate')];
	return [...new Set(['worker(quickjs)', ...confinedOnes, 'subprocess(quickjs) none', 'subprocess(isolate) none'])];
}

type Write = (line: string) => void;

async function benchEngine(name: string, samples: number, write: Write): Promise<StopLatency> {
	const engine = engineOf(name);
	write(`\n${row(name, ['min', 'median', 'p99', 'p99.9', 'endings', 'processor afterwards'])}`);
	await using sandbox = createSandbox({ engine, boundary: engine.boundary, limits: { wallMs: 20_000 }, pool: { min: 0 } });
	const all: Sample[] = [];
	for (const [loop, source] of Object.entries(loops)) {
		const readings: Sample[] = [];
		for (let index = 0; index < samples; index += 1) readings.push(await sample(sandbox, source));
		all.push(...readings);
		const endings = [...new Set(readings.map(({ ending }) => ending))].join();
		write(row(loop, [...figures(readings).map(milliseconds), endings, `${(100 * busiest(readings)).toFixed(0)} % at most`]));
	}
	const [minMs, medianMs, p99Ms, p999Ms] = figures(all);
	write(row('all', [minMs, medianMs, p99Ms, p999Ms].map(milliseconds)));
	return { engine: name, samples: all.length, medianMs, p99Ms, p999Ms, busy: busiest(all) };
}

interface Sample {
	readonly overMs: number;
	readonly ending: string;
	/** Of one processor, used by this process and the carrier a moment after the end. */
	readonly busy: number;
}

async function sample(sandbox: Sandbox, source: string): Promise<Sample> {
	// Until a carrier is ready: the one before may have been ended, and one that is slow to be rid of a realm is not kept.
	do {
		await sandbox.evaluate('1');
		while (sandbox.stats().carriers.starting > 0) await sleep(1);
	} while (sandbox.stats().carriers.idle === 0);
	const carriers = descendantsOf(process.pid);
	const began = performance.now();
	const outcome = await sandbox.run(source, { kind: 'function', limits: { wallMs } });
	const overMs = performance.now() - began - wallMs;
	await sleep(restMs);
	const before = usedMs(carriers);
	const from = performance.now();
	await sleep(restMs);
	const ending = outcome.ok ? 'value' : String(outcome.error.details['limit'] ?? outcome.error.code);
	return { overMs, ending, busy: (usedMs(carriers) - before) / (performance.now() - from) };
}

function usedMs(carriers: readonly number[]): number {
	const { user, system } = process.cpuUsage();
	return carriers.reduce((sum, pid) => sum + (cpuMsOf(pid) ?? 0), (user + system) / 1_000);
}

function figures(readings: readonly Sample[]): [minMs: number, medianMs: number, p99Ms: number, p999Ms: number] {
	const sorted = readings.map(({ overMs }) => overMs).sort((a, b) => a - b);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
	return [at(0), at(0.5), at(0.99), at(0.999)];
}

function milliseconds(ms: number): string {
	return ms.toFixed(1);
}

function busiest(readings: readonly Sample[]): number {
	return Math.max(...readings.map(({ busy }) => busy));
}

function row(name: string, cells: readonly string[]): string {
	return [name.padEnd(26), ...cells.map((cell, at) => (at < 4 ? cell.padStart(8) : `  ${cell.padEnd(14)}`))].join('');
}
