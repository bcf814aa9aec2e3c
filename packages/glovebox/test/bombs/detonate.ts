/** Runs one bomb in one engine, in this process, and measures what it does to its host and its carrier. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createSandbox, GloveboxError, type LimitOptions, type Outcome, type Sandbox } from 'glovebox';
import type { Engine } from 'glovebox/engines';
import type { Bomb } from './bomb.ts';
import { grantsOf } from './grants.ts';
import { measureLoop } from './loop-delay.ts';
import type { Peer } from './peers/peer.ts';
import { cpuMsOf, descendantsOf, runnableThreadsOf } from './proc.ts';
import type { Observed, Sampler } from './sampler.ts';

/** What one bomb came to. */
export interface Reading extends Observed {
	/** An `Ending`, the code of an error that is none, or `undefined` where nothing came. */
	readonly ending: string | undefined;
	readonly message: string;
	/** Of a processor, that the guest had; where it is known. */
	readonly cpuMs?: number | undefined;
	/** From the moment the guest could start until the outcome was there, over `wallMs`. */
	readonly overshootMs: number;
	/** How late the host's event loop was meanwhile, less what its thread waited for a processor. */
	readonly loopP99Ms: number;
	readonly loopMostMs: number;
	/** How long after the outcome the carrier went on using a processor. */
	readonly busyMs: number;
}

const defaultWallMs = 100;
/** What is given up as a hang, over `wallMs`. */
const patienceMs = 4_000;
/** How long a carrier that goes on is looked at. */
const lookMs = 1_500;
/** A thread that wants a processor at each of so many looks does not wait for anything. */
const looks = 6;
const betweenLooksMs = 8;
/** How long a carrier may take to be ready for a bomb. */
const warmMs = 10_000;

export async function detonate(bomb: Bomb, engine: Engine, sampler: Sampler): Promise<Reading> {
	const { wallMs = defaultWallMs, hostCalls, ...limits } = bomb.limits ?? {};
	const sandbox = createSandbox({
		engine,
		boundary: engine.boundary,
		capabilities: grantsOf(bomb.grants ?? []),
		// What is counted is the bomb's alone: it is warmed up before.
		limits: { ...limits, wallMs: 20_000 },
		// Nothing else starts while the bomb is measured, but for carriers that serve once: theirs must be there before.
		pool: { min: engine.carrierServes === 'one' && engine.stop !== 'asked' ? 1 : 0 },
	});
	try {
		await warm(sandbox, engine);
		return await measure(() => run(bomb, sandbox, { wallMs, ...(hostCalls !== undefined && { hostCalls }) }), sampler, wallMs);
	} finally {
		sandbox.close();
	}
}

/** The same of a peer, which says less: when its guest could start is not known, so its start counts as waiting. */
export async function detonateInPeer(bomb: Bomb, peer: Peer, sampler: Sampler): Promise<Reading> {
	const wallMs = bomb.limits?.wallMs ?? defaultWallMs;
	const run = () => peer({ ...harmless, grants: bomb.grants ?? [] }, wallMs * 100);
	// The first one also loads what is loaded once.
	await run();
	const began = performance.now();
	await run();
	const startMs = performance.now() - began;
	return await measure(async () => ({ ...(await peer(bomb, wallMs)), waitedMs: startMs }), sampler, wallMs);
}

const harmless: Bomb = { source: 'return 6 * 7;', expect: ['value'] };

/** What a run came to, for a reading. */
interface Ended extends Pick<Reading, 'ending' | 'message' | 'cpuMs'> {
	/** Before the guest could start. */
	readonly waitedMs: number;
}

/** What a first guest that calls the host would wait for: the host's own code, run for the first time. */
const familiar =
	"if (typeof echo === 'function') for (let turn = 0; turn < 5; turn++) await Promise.all(Array.from({ length: 50 }, (_, i) => echo(i)))";

/** Harmless runs until a carrier is ready: one that is slow to be rid of a realm is not kept. */
async function warm(sandbox: Sandbox, engine: Engine): Promise<void> {
	const isReady = () => engine.stop === 'asked' || (sandbox.stats().carriers.idle > 0 && sandbox.stats().carriers.starting === 0);
	for (const until = performance.now() + warmMs; performance.now() < until; ) {
		await sandbox.run(familiar);
		while (!isReady() && sandbox.stats().carriers.starting > 0) await sleep(5);
		if (isReady()) return;
	}
	throw new Error('No carrier became ready');
}

async function measure(start: () => Promise<Ended>, sampler: Sampler, wallMs: number): Promise<Reading> {
	const carriers = descendantsOf(process.pid);
	await sampler.begin(carriers);
	const endLoop = measureLoop();
	const began = performance.now();
	const ended = await Promise.race([start(), sleep(wallMs + patienceMs, undefined)]);
	const elapsedMs = performance.now() - began;
	const loop = endLoop();
	const busyMs = ended === undefined ? lookMs : await busyFor(carriers);
	const observed = await sampler.end();
	return {
		ending: ended?.ending,
		message: ended?.message ?? 'no outcome',
		cpuMs: ended?.cpuMs,
		overshootMs: elapsedMs - (ended?.waitedMs ?? 0) - wallMs,
		loopP99Ms: loop.p99Ms,
		loopMostMs: loop.mostMs,
		...observed,
		busyMs,
	};
}

async function run(bomb: Bomb, sandbox: Sandbox, limits: LimitOptions): Promise<Ended> {
	const options = { kind: 'function', ...bomb.program, limits, console: () => undefined } as const;
	const outcome = await sandbox.run(bomb.source, options);
	const { queueMs, startMs, cpuMs } = outcome.usage;
	return { ...readEnding(outcome), cpuMs, waitedMs: queueMs + startMs };
}

function readEnding(outcome: Outcome): Pick<Reading, 'ending' | 'message'> {
	if (outcome.ok) return { ending: 'value', message: '' };
	const { error } = outcome;
	return { ending: endingOf(error), message: `${error.message} ${error.code === 'GLOVEBOX_CRASHED' ? JSON.stringify(error.details) : ''}` };
}

const endings: Readonly<Record<string, string>> = {
	GLOVEBOX_GUEST_THROW: 'throw',
	GLOVEBOX_GUEST_SYNTAX: 'syntax',
	GLOVEBOX_GUEST_VALUE: 'unfit',
	GLOVEBOX_GUEST_PENDING: 'pending',
};

function endingOf(error: unknown): string {
	if (!GloveboxError.isInstance(error)) return String(error);
	if (error.code === 'GLOVEBOX_LIMIT') return String(error.details['limit']);
	return endings[error.code] ?? error.code;
}

/**
 * How long the carriers and this process go on using a processor: until none of their threads is seen to want one all the time.
 * What they waited for while others had it does not count, nor does the time that a process which is being ended waits for its end.
 */
async function busyFor(carriers: readonly number[]): Promise<number> {
	const before = new Map([process.pid, ...carriers].map((pid) => [pid, cpuMsOf(pid) ?? 0]));
	const began = performance.now();
	let lateMs = 0;
	for (;;) {
		const from = performance.now();
		let busy = runnable(carriers);
		for (let look = 1; look < looks && busy.length > 0; look += 1) {
			const asleep = performance.now();
			await sleep(betweenLooksMs);
			lateMs += performance.now() - asleep - betweenLooksMs;
			const now = runnable(carriers);
			busy = busy.filter((thread) => now.includes(thread));
		}
		const wallMs = from - began - lateMs;
		if (busy.length === 0) return Math.max(0, ...[...before].map(([pid, ms]) => (cpuMsOf(pid) ?? ms + wallMs) - ms));
		if (performance.now() - began > lookMs) return lookMs;
	}
}

/** What wants to run, whether or not it gets to: on a machine with much to do, processor time says little. */
function runnable(carriers: readonly number[]): string[] {
	return [process.pid, ...carriers].flatMap(runnableThreadsOf);
}
