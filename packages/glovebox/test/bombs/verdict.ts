/** From what was measured to a verdict: the bounds that bombs are held to. */
import type { Engine } from 'glovebox/engines';
import type { Bomb } from './bomb.ts';
import type { Reading } from './detonate.ts';

export type Result = 'contained' | 'hung' | 'over-limit' | 'host-killed' | 'wrong-outcome' | 'failed';

/** One bomb in one engine: one line of `run-one.ts`. */
export interface Verdict extends Partial<Reading> {
	readonly attack: string;
	readonly class: string;
	readonly engine: string;
	readonly result: Result;
	readonly detail: string;
	readonly ms: number;
	/** What a first try came to, of a bomb that was tried again. */
	readonly again?: string;
}

const megabyte = 2 ** 20;

/** What is allowed on a machine that does nothing else. */
export const bounds = {
	/** Over `wallMs`, until the outcome is there. */
	overshootMs: 250,
	/** After the outcome, until the carrier is gone or idle. */
	busyMs: 250,
	/** Delay of the host's event loop, less what its thread waited for a processor. */
	loopP99Ms: 20,
	/** One single delay: what a percentile would hide. */
	loopMostMs: 150,
	/** The host, beside a carrier process. */
	hostBytes: 20 * megabyte,
	/** A carrier, or the host where the guest is in the host's own process, over its idle size and `memoryBytes`. */
	marginBytes: 96 * megabyte,
} as const;

/** Everything about a reading that is out of bounds, or not what the bomb expects; empty for a bomb that was contained. */
export function judge(bomb: Bomb, engine: Pick<Engine, 'stop'>, reading: Reading): { readonly result: Result; readonly detail: string } {
	if (reading.ending === undefined) return { result: 'hung', detail: reading.message };
	if (!(bomb.expect as readonly string[]).includes(reading.ending) && !wasStarved(bomb, reading)) {
		return { result: 'wrong-outcome', detail: `${reading.ending} instead of ${bomb.expect.join(' or ')}: ${reading.message}` };
	}
	const over = overruns(bomb, engine, reading);
	return { result: over.length === 0 ? 'contained' : 'over-limit', detail: over.length === 0 ? reading.ending : over.join(', ') };
}

/** It ran into its deadline because other programs had the processor, before it could do what it is meant to do. */
function wasStarved({ limits }: Bomb, { ending, cpuMs, carrierCpuMs }: Reading): boolean {
	const hadMs = cpuMs ?? (carrierCpuMs || undefined);
	return ending === 'wallMs' && hadMs !== undefined && hadMs < (limits?.wallMs ?? 100) / 2;
}

/** A verdict on a peer: how its run ended is its own affair, and its guest is in a thread of the host's process. */
export function judgePeer(bomb: Bomb, reading: Reading): { readonly result: Result; readonly detail: string } {
	if (reading.ending === undefined) return { result: 'hung', detail: reading.message };
	const over = overruns(bomb, { stop: 'thread' }, reading);
	return { result: over.length === 0 ? 'contained' : 'over-limit', detail: over.length === 0 ? reading.ending : over.join(', ') };
}

function overruns({ limits }: Bomb, { stop }: Pick<Engine, 'stop'>, reading: Reading): string[] {
	const { hostBytes, carrierBytes } = reading;
	const guestBytes = (limits?.memoryBytes ?? 64 * megabyte) + bounds.marginBytes;
	const over = [
		excess('ms past the deadline', reading.overshootMs, bounds.overshootMs),
		excess('ms busy afterwards', reading.busyMs, bounds.busyMs),
	];
	if (stop !== 'asked') {
		over.push(excess('ms of delay in the host (p99)', reading.loopP99Ms, bounds.loopP99Ms));
		over.push(excess('ms of delay in the host (longest)', reading.loopMostMs, bounds.loopMostMs));
	}
	const inProcess = stop !== 'process';
	over.push(excess('MiB more in the host', hostBytes / megabyte, (inProcess ? guestBytes : bounds.hostBytes) / megabyte));
	over.push(excess('MiB more in the carrier', carrierBytes / megabyte, guestBytes / megabyte));
	return over.filter((text) => text !== undefined);
}

function excess(what: string, value: number, most: number): string | undefined {
	return value > most ? `${value.toFixed(0)} ${what}, allowed ${most.toFixed(0)}` : undefined;
}
