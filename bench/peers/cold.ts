/** What a first result costs a process that has just started: each contender in a process of its own each time, in turns. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Measured } from '../harness.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
/** Within the repository, so that its packages are found from there. */
const folder = join(repository, '.cache', 'bench-cold');
const program = fileURLToPath(new URL('cold-main.ts', import.meta.url));
/** One that takes longer has no figure. */
const atMostMs = 20_000;
const nothing = 'nothing';

export const coldTitle = 'The first result of a process that has just started, `1 + 1`';

/** All contenders, `rounds` times in turns. What cannot do it is told of, and left out. */
export async function measureCold(names: readonly string[], rounds: number): Promise<readonly Measured[]> {
	const { status } = spawnSync(process.execPath, [join(repository, 'scripts/build.ts'), '--stage', folder], { stdio: 'inherit' });
	if (status !== 0) throw new Error('Cannot measure what is cold: Glovebox was not built');
	const times = new Map([nothing, ...names].map((name) => [name, [] as number[]]));
	// The first round brings files into memory.
	for (let round = 0; round <= rounds; round++) {
		for (const [name, all] of times) {
			const ms = await firstResult(name);
			if (ms === undefined) times.delete(name);
			else if (round > 0) all.push(ms * 1_000);
		}
	}
	rmSync(folder, { recursive: true });
	return [...times].map(([name, all]) => summarise(name === nothing ? 'Node by itself' : name, all));
}

/** Milliseconds from the start of the process until it has said so. */
async function firstResult(name: string): Promise<number | undefined> {
	const began = performance.now();
	const child = spawn(process.execPath, [program, name, folder], { stdio: ['ignore', 'pipe', 'pipe'], timeout: atMostMs });
	let said = '';
	let ms: number | undefined;
	child.stdout.once('data', () => {
		ms = performance.now() - began;
	});
	child.stderr.on('data', (chunk: Buffer) => {
		said += chunk;
	});
	const [code] = await once(child, 'close');
	if (ms !== undefined && code === 0) return ms;
	process.stdout.write(`left out: ${name}: ${said.split('\n').find((line) => /^\w*Error/.test(line)) ?? `ended with ${code}`}\n`);
	return undefined;
}

/** Processor time is not known: what a contender starts may go on after it. */
function summarise(name: string, samples: readonly number[]): Measured {
	const sorted = [...samples].sort((one, other) => one - other);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
	return { name, min: at(0), median: at(0.5), p99: at(0.99), cpu: Number.NaN, operations: sorted.length };
}
