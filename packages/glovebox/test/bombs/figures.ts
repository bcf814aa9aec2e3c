/**
 * What bombs do to a host that meets all of them, one after another: how far it grows, how late its event loop is, and how far
 * a carrier grows over its idle size and `memoryBytes`.
 *
 *   node --conditions=glovebox-source figures.ts [--engine NAME]... [--sample N] [--json]
 *
 * Each engine has a host of its own. `--sample` takes one bomb in so many; `--json` prints a line for each engine. Exits with 1 where
 * a figure is over its limit. On an idle machine it takes about two minutes an engine.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sample } from '../sample.ts';
import type { Bomb } from './bomb.ts';
import { nameOf } from './campaign.ts';
import { detonate, type Reading } from './detonate.ts';
import { confined, engineOf } from './engines.ts';
import { memoryOf } from './proc.ts';
import { type Sampler, startSampler } from './sampler.ts';
import { bombs } from './suite.ts';
import { bounds } from './verdict.ts';

/** One engine's figures: a line of `--json`. */
export interface Figures {
	readonly engine: string;
	readonly bombs: number;
	/** How far the host grew over all bombs of memory; where the guest is in the host's own process, less its `memoryBytes`. */
	readonly hostBytes: number;
	/** And over all bombs. */
	readonly hostAllBytes: number;
	/** How far a carrier process grew over its idle size and `memoryBytes`, at most; `undefined` of a thread. */
	readonly carrierBytes?: number;
	/** How late the host's event loop was during the bomb that delayed it most, at the 99th percentile, and once. */
	readonly loopP99Ms: number;
	readonly loopMostMs: number;
	readonly latest: string;
	/** Bombs that were measured again, at most twice, since a delay may be that of other programs; the least counts. */
	readonly again: number;
}

const memoryBytes = 64 * 2 ** 20;
const titles = ['carrier', 'bombs', 'host MiB', 'by all', 'carrier MiB', 'late p99 ms', 'longest', 'again'];
/** As many as it takes for all of the host to have run; what they leave, some 40 MiB, is collected before anything is measured. */
const harmlessGuests = 24;
const harmless: Bomb = { source: 'return 6 * 7;', expect: ['value'] };

if (import.meta.main) {
	const { values: flags } = parseArgs({
		options: {
			engine: { type: 'string', multiple: true },
			sample: { type: 'string', default: '1' },
			json: { type: 'boolean', default: false },
		},
	});
	const names = flags.engine ?? ['worker(quickjs)', await confined('quickjs'), await confined('isolate')];
	const [only] = names;
	const print = flags.json ? (figures: Figures) => `${JSON.stringify(figures)}\n` : (figures: Figures) => `${row(cellsOf(figures))}\n`;
	if (!flags.json) process.stdout.write(`${row(titles)}\n`);
	for (const name of names) {
		const figures = names.length === 1 && only ? await figuresOf(only, Number(flags.sample)) : inOwnHost(name, flags.sample);
		process.stdout.write(print(figures));
		if (isOver(figures)) process.exitCode = 1;
	}
	// What a bomb left running must not keep this process.
	process.stdout.write('', () => process.exit());
}

function inOwnHost(engine: string, sample: string): Figures {
	const args = ['--conditions=glovebox-source', '--no-warnings', import.meta.filename, '--engine', engine, '--sample', sample, '--json'];
	const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
	return JSON.parse(stdout) as Figures;
}

/** Sets all bombs off in this process, those of memory first. */
async function figuresOf(engine: string, every: number): Promise<Figures> {
	const sampler = startSampler();
	const inProcess = engineOf(engine).stop === 'process';
	const chosen = [...bombs].filter(([file]) => sample([...bombs.keys()], every).includes(file));
	const ofMemory = chosen.filter(([file]) => nameOf(file).startsWith('memory/'));
	for (let guest = 0; guest < harmlessGuests; guest += 1) await detonate(harmless, engineOf(engine), sampler);
	await collectGarbage();
	const fromBytes = restartPeak();
	const memory = await setOff(ofMemory, engine, sampler);
	const grownBytes = () => memoryOf(process.pid).mostBytes - fromBytes - (inProcess ? 0 : memoryBytes);
	const hostBytes = grownBytes();
	const rest = await setOff(
		chosen.filter((one) => !ofMemory.includes(one)),
		engine,
		sampler,
	);
	const hostAllBytes = grownBytes();
	sampler.close();
	const all = [...memory, ...rest];
	const latest = all.reduce((most, one) => (one.reading.loopP99Ms > most.reading.loopP99Ms ? one : most));
	return {
		engine,
		bombs: chosen.length,
		hostBytes,
		hostAllBytes,
		...(inProcess && { carrierBytes: Math.max(...memory.map(({ reading }) => reading.carrierBytes)) - memoryBytes }),
		loopP99Ms: latest.reading.loopP99Ms,
		loopMostMs: Math.max(...all.map(({ reading }) => reading.loopMostMs)),
		latest: latest.name,
		again: all.reduce((sum, { times }) => sum + times - 1, 0),
	};
}

interface Measured {
	readonly name: string;
	readonly reading: Reading;
	readonly times: number;
}

async function setOff(some: readonly (readonly [string, Bomb])[], engine: string, sampler: Sampler): Promise<Measured[]> {
	const all: Measured[] = [];
	for (const [file, bomb] of some) {
		let times = 1;
		let reading = await detonate(bomb, engineOf(engine), sampler);
		for (; times < 3 && isLate(reading); times += 1) {
			const next = await detonate(bomb, engineOf(engine), sampler);
			if (next.loopP99Ms < reading.loopP99Ms) reading = next;
		}
		all.push({ name: nameOf(file), reading, times });
	}
	return all;
}

function isLate({ loopP99Ms, loopMostMs }: Reading): boolean {
	return loopP99Ms > bounds.loopP99Ms || loopMostMs > bounds.loopMostMs;
}

/** Pages are given back a moment later. */
async function collectGarbage(): Promise<void> {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	collect();
	await sleep(500);
}

/** Lets the kernel forget the most that this process had; gives what it has. */
function restartPeak(): number {
	writeFileSync('/proc/self/clear_refs', '5');
	return memoryOf(process.pid).bytes;
}

function isOver({ hostBytes, carrierBytes, loopP99Ms }: Figures): boolean {
	const mostInHost = carrierBytes === undefined ? bounds.marginBytes : bounds.hostBytes;
	return hostBytes > mostInHost || (carrierBytes ?? 0) > bounds.marginBytes || loopP99Ms > bounds.loopP99Ms;
}

function cellsOf({ engine, bombs, hostBytes, hostAllBytes, carrierBytes, loopP99Ms, loopMostMs, again }: Figures): readonly string[] {
	const mebibytes = (bytes: number | undefined) => (bytes === undefined ? '–' : (bytes / 2 ** 20).toFixed(1));
	const numbers = [mebibytes(hostBytes), mebibytes(hostAllBytes), mebibytes(carrierBytes), loopP99Ms.toFixed(1), loopMostMs.toFixed(1)];
	return [engine, String(bombs), ...numbers, String(again)];
}

function row([first = '', ...rest]: readonly string[]): string {
	return [first.padEnd(30), ...rest.map((cell) => cell.padStart(12))].join('');
}
