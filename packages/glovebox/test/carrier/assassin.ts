/**
 * Runs guests while somebody kills their carriers at random: what becomes of each run.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createSandbox, GloveboxError } from 'glovebox';
import type { Engine } from 'glovebox/engines';
import { descendantsOf } from '../bombs/proc.ts';

export interface Campaign {
	readonly engine: Engine;
	readonly runs: number;
	/** Runs at the same time. */
	readonly parallel: number;
	/** A carrier is killed after a random time of this much at most, and once a run has come to its value since the last. */
	readonly everyMs: number;
}

export interface Toll {
	readonly kills: number;
	/** How many runs came to what: `value`, or the code of an error. */
	readonly ends: Readonly<Record<string, number>>;
	/** Runs that were answered with what is not theirs. */
	readonly swapped: readonly string[];
	/** Runs that were not answered within their time. */
	readonly lost: number;
}

/** What is more than this over its deadline is lost. */
const patienceMs = 60_000;
/** And so long without a value is a carrier let live. */
const mercyMs = 2_000;
const source = `const list = Array.from({ length: 50 }, (_, i) => i + input);
	let sum = 0;
	for (let round = 0; round < 4; round++) sum += (await echo(list)).reduce((all, one) => all + one, 0);
	sum + ':' + input`;

/** Runs them all. A run that ends with its own value or an `EngineError` of the carrier is as it should be. */
export async function survive({ engine, runs, parallel, everyMs }: Campaign): Promise<Toll> {
	const ends: Record<string, number> = {};
	const swapped: string[] = [];
	let lost = 0;
	let kills = 0;
	let next = 0;
	await using sandbox = createSandbox({
		engine,
		boundary: engine.boundary,
		limits: { wallMs: 30_000 },
		capabilities: { echo: (value: unknown) => value },
		pool: { startMs: 30_000 },
	});
	const work = async () => {
		while (next < runs) {
			const input = next;
			next += 1;
			const outcome = await Promise.race([sandbox.run(source, { input, kind: 'auto' }), sleep(patienceMs, undefined, { ref: false })]);
			if (outcome === undefined) lost += 1;
			else {
				const end = outcome.ok ? 'value' : GloveboxError.isInstance(outcome.error) ? outcome.error.code : String(outcome.error);
				ends[end] = (ends[end] ?? 0) + 1;
				const own = `${4 * (50 * input + 1_225)}:${input}`;
				if (outcome.ok && outcome.value !== own) swapped.push(`${String(outcome.value)} instead of ${own}`);
			}
		}
	};
	let isOver = false;
	let values: number | undefined;
	const hunt = async () => {
		while (!isOver) {
			await sleep(Math.random() * everyMs);
			// A machine that takes longer to start a carrier than to kill it would come to nothing.
			for (let waited = 0; ends['value'] === values && waited < mercyMs && !isOver; waited += 10) await sleep(10);
			values = ends['value'];
			const pids = descendantsOf(process.pid);
			const victim = pids[Math.floor(Math.random() * pids.length)];
			if (victim !== undefined && !isOver && kill(victim)) kills += 1;
		}
	};
	const hunter = hunt();
	await Promise.all(Array.from({ length: parallel }, work));
	isOver = true;
	await hunter;
	return { kills, ends, swapped, lost };
}

function kill(pid: number): boolean {
	try {
		return process.kill(pid, 'SIGKILL');
	} catch {
		// It is gone already.
		return false;
	}
}
