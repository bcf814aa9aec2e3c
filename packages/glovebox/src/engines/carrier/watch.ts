/**
 * Looks at a carrier while a guest may run in it, and tells when it is over its budget.
 *
 * Runs on: host.
 * Trusts: the gauge, which asks the operating system.
 */
import type { Exit } from '../../core/engine.ts';
import type { Gauge } from './gauge.ts';

/**
 * What a carrier may hold over its idle size and the guest's `memoryBytes`: compiled code, garbage not yet
 * collected, what an engine keeps of its own. Bombs are far beyond it within two looks.
 */
export const marginBytes = 64 * 2 ** 20;

/**
 * What an earlier guest may leave behind: garbage of an engine that is not collected yet is less. It does not count against the next
 * guest, and a carrier that keeps more serves no other.
 */
export const leftBehindBytes = 32 * 2 ** 20;

/** Time between two looks, by how many looks ago anything moved. */
const delays = [
	{ below: 25, ms: 2 },
	{ below: 100, ms: 20 },
	{ below: Infinity, ms: 200 },
] as const;

export interface WatchOptions {
	readonly gauge: Gauge;
	readonly memoryBytes: number;
	/** The carrier's size when it was ready. */
	readonly idleBytes: number | undefined;
	/** Its size before this guest; `undefined` where it is not known, and the memory is not watched. */
	readonly restingBytes: number | undefined;
	readonly onOver: (exit: Exit) => void;
}

export class Watch {
	readonly #gauge: Gauge;
	readonly #onOver: (exit: Exit) => void;
	readonly #seesMemory: boolean;
	readonly #memoryBytes: number;
	readonly #baseBytes: number;
	#peakBytes = 0;
	#cpuFrom = 0;
	#cpuBudget = Infinity;
	#cpuNow = 0;
	#looksSinceMoved = 0;
	#timer: NodeJS.Timeout | undefined;

	/** Begins to look, now. */
	constructor({ gauge, memoryBytes, idleBytes = 0, restingBytes, onOver }: WatchOptions) {
		this.#gauge = gauge;
		this.#onOver = onOver;
		this.#seesMemory = restingBytes !== undefined;
		this.#memoryBytes = memoryBytes;
		this.#baseBytes = Math.min(restingBytes ?? 0, idleBytes + leftBehindBytes);
		this.#plan();
	}

	/** The most memory seen, over what the carrier held before the guest; `undefined` where nothing was seen. */
	get peakBytes(): number | undefined {
		return this.#peakBytes > 0 ? this.#peakBytes : undefined;
	}

	/** Processor time since a budget was armed; `undefined` without one. */
	get cpuMs(): number | undefined {
		if (this.#cpuBudget === Infinity) return undefined;
		this.#cpuNow = this.#gauge.cpuMs() ?? this.#cpuNow;
		return this.#cpuNow - this.#cpuFrom;
	}

	/** Counts processor time from now on, up to a budget; false without one, and where the system does not tell it. */
	armCpu(cpuMs = Infinity): boolean {
		// Two reads of /proc are spared, some 40 us.
		if (cpuMs === Infinity && this.#cpuBudget === Infinity) return false;
		const now = this.#gauge.cpuMs();
		this.#cpuBudget = now === undefined ? Infinity : cpuMs;
		this.#cpuFrom = now ?? 0;
		this.#cpuNow = this.#cpuFrom;
		this.#plan();
		return now !== undefined;
	}

	/** Something was said: the guest may be busy. */
	stir(): void {
		const isSlow = this.#looksSinceMoved >= delays[0].below;
		this.#looksSinceMoved = 0;
		if (isSlow) this.#plan();
	}

	/** Looks no more. What was counted stays, although the gauge is closed. */
	stop(): void {
		clearTimeout(this.#timer);
		if (this.#cpuBudget !== Infinity) this.#cpuNow = this.#gauge.cpuMs() ?? this.#cpuNow;
	}

	#plan(): void {
		clearTimeout(this.#timer);
		if (!this.#seesMemory && this.#cpuBudget === Infinity) return;
		const ms = delays.find(({ below }) => this.#looksSinceMoved < below)?.ms;
		this.#timer = setTimeout(() => this.#look(), ms).unref();
	}

	#look(): void {
		this.#looksSinceMoved += 1;
		const exit = this.#lookAtMemory() ?? this.#lookAtCpu();
		if (exit === undefined) this.#plan();
		else this.#onOver(exit);
	}

	#lookAtMemory(): Exit | undefined {
		const bytes = (this.#gauge.residentBytes() ?? 0) - this.#baseBytes;
		if (bytes > this.#peakBytes) {
			this.#peakBytes = bytes;
			this.#looksSinceMoved = 0;
		}
		if (bytes <= this.#memoryBytes + marginBytes) return undefined;
		return { reason: 'memory', message: `the carrier grew by ${bytes} bytes` };
	}

	#lookAtCpu(): Exit | undefined {
		// One read more per look: spared while memory moves and no budget asks for it.
		if (this.#cpuBudget === Infinity && this.#looksSinceMoved < delays[0].below - 1) return undefined;
		const now = this.#gauge.cpuMs() ?? this.#cpuNow;
		if (now !== this.#cpuNow) this.#looksSinceMoved = 0;
		this.#cpuNow = now;
		if (now - this.#cpuFrom <= this.#cpuBudget) return undefined;
		return { reason: 'interrupted', message: `the carrier ran for ${now - this.#cpuFrom} ms` };
	}
}
