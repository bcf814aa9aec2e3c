/** Keeps so many runs in flight for a while, and tells how many were done and what they cost. */
import type { Outcome } from 'glovebox';
import { cpuMsOf, mainThreadCpuMs, sumOf } from '../peers/proc.ts';

export interface DriveOptions {
	readonly inFlight: number;
	readonly ms: number;
	/** What is done before counts for nothing: carriers start, and engines compile. */
	readonly warmMs: number;
}

/** A figure of fewer is none. */
const leastRuns = 20;

export interface Driven {
	/** Runs a second. */
	readonly rate: number;
	readonly medianMs: number;
	readonly p99Ms: number;
	/** Processor time a run, of the thread that asks: what one host process can lead is bounded by it. */
	readonly hostMicros: number;
	/** Processor time a run, of all other threads and processes. */
	readonly otherMicros: number;
	/** The share of runs that had to wait for a carrier to start. */
	readonly startShare: number;
}

/** `run` begins one; an outcome that is none, or another than `wanted`, is an error. */
export async function drive(
	run: (number: number) => Promise<Outcome>,
	wanted: unknown,
	{ inFlight, ms, warmMs }: DriveOptions,
): Promise<Driven> {
	const warmUntil = performance.now() + warmMs;
	const until = warmUntil + ms;
	const runs: Done[] = [];
	let number = 0;
	let before: Spent | undefined;
	// By the clock and not by timers: runs that end in the host's own thread leave those no turn.
	const lane = async () => {
		for (let began = performance.now(); began < until || runs.length < leastRuns; began = performance.now()) {
			if (began >= warmUntil) before ??= spent();
			const outcome = await run(number++);
			if (!outcome.ok) throw outcome.error;
			if (outcome.value !== wanted) throw new Error(`Measured the wrong thing: ${String(outcome.value)}`);
			if (before !== undefined) runs.push({ ms: performance.now() - began, started: outcome.usage.startMs > 0 });
		}
	};
	await Promise.all(Array.from({ length: inFlight }, lane));
	return summarise(runs, before ?? spent(), spent());
}

interface Done {
	readonly ms: number;
	readonly started: boolean;
}

interface Spent {
	readonly at: number;
	readonly hostMs: number;
	readonly allMs: number;
}

function spent(): Spent {
	return { at: performance.now(), hostMs: mainThreadCpuMs(), allMs: sumOf(cpuMsOf) };
}

function summarise(runs: readonly Done[], before: Spent, after: Spent): Driven {
	const sorted = runs.map(({ ms }) => ms).sort((one, other) => one - other);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
	const hostMs = after.hostMs - before.hostMs;
	return {
		rate: runs.length / ((after.at - before.at) / 1_000),
		medianMs: at(0.5),
		p99Ms: at(0.99),
		hostMicros: (hostMs * 1_000) / runs.length,
		otherMicros: (Math.max(0, after.allMs - before.allMs - hostMs) * 1_000) / runs.length,
		startShare: runs.filter(({ started }) => started).length / runs.length,
	};
}
