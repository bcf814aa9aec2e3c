/**
 * What a carrier knows of the realm that is open in it.
 *
 * Runs on: carrier.
 * Trusts: the host.
 */
import type { Carrier, Engine, Realm } from '../../core/engine.ts';
import type { Message } from '../../core/message.ts';
import { type Frame, readJson } from './frame.ts';
import type { RunEnd } from './run-end.ts';

export interface OpenRealm {
	readonly id: number;
	readonly carrier: Carrier;
	readonly realm: Realm;
	readonly cpuFrom: NodeJS.CpuUsage;
	/** Whether it is discarded when its run is over. */
	readonly once: boolean;
	readonly runEnd: RunEnd;
	/** Whether nothing is left of it, and whether the host wants to hear of that although it was discarded of itself. */
	isRid: boolean;
	mustSay: boolean;
	answer: ((message: Message) => void) | undefined;
}

/** What a `usage` frame says. */
export function usageOf(open: OpenRealm, engine: Engine | undefined): readonly [cpuMs: number | null, peakMemoryBytes: number | null] {
	const { cpuMs = cpuOf(open, engine), peakMemoryBytes } = open.realm.usage();
	return [cpuMs ?? null, peakMemoryBytes ?? null];
}

/** Where the guest runs on this thread, the thread's time is the guest's. */
function cpuOf(open: OpenRealm, engine: Engine | undefined): number | undefined {
	if (engine?.waits) return undefined;
	const { user, system } = process.threadCpuUsage(open.cpuFrom);
	return (user + system) / 1_000;
}

/** Reads an `arm` frame. */
export function readBudget(frame: Frame): { wallMs: number; cpuMs: number | undefined } {
	const [wallMs, cpuMs] = readJson(frame) as [number | null, number | null];
	return { wallMs: wallMs ?? Infinity, cpuMs: cpuMs ?? undefined };
}
