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

/** Of guests that follow each other and were not seen to grow, not each one's leavings are looked at, but those of so much time. */
const restingMs = 20;

export interface WatchOptions {
	readonly gauge: Gauge;
	readonly memoryBytes: number;
	readonly onOver: (exit: Exit) => void;
}

export class Watch {
	readonly #gauge: Gauge;
	readonly #onOver: (exit: Exit) => void;
	readonly #memoryBytes: number;
	/** The carrier's size when it was ready; `undefined` where it is not known, and the memory is not watched. */
	readonly #idleBytes: number | undefined;
	/** Its size when it was rid of the last guest, and when that was read. */
	#restingBytes: number | undefined;
	#restingAt = 0;
	#isOpen = false;
	#peakBytes = 0;
	#cpuFrom = 0;
	#cpuBudget = Infinity;
	#cpuNow = 0;
	#looksSinceMoved = 0;
	#timer: NodeJS.Timeout | undefined;

	constructor({ gauge, memoryBytes, onOver }: WatchOptions) {
		this.#gauge = gauge;
		this.#onOver = onOver;
		this.#memoryBytes = memoryBytes;
		this.#idleBytes = gauge.residentBytes();
		this.#restingBytes = this.#idleBytes;
	}

	/** A guest is let in: looks from now on. */
	begin(): void {
		this.#isOpen = true;
		this.#peakBytes = 0;
		this.#cpuBudget = Infinity;
		const isSlow = this.#isSlow;
		this.#looksSinceMoved = 0;
		// The look that the guest before it left behind is soon enough: guests that follow each other share one timer.
		if (this.#timer === undefined || isSlow) this.#plan();
	}

	/** The guest is gone. What was counted stays. */
	end(): void {
		this.#isOpen = false;
		if (this.#cpuBudget !== Infinity) this.#cpuNow = this.#gauge.cpuMs() ?? this.#cpuNow;
	}

	/** Looks no more, and keeps what was counted although the gauge is closed. */
	stop(): void {
		this.end();
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	/** The carrier is rid of a guest; says whether it keeps more of what that took than it may. Each look costs some microseconds. */
	rest(mustLook: boolean): boolean {
		const now = performance.now();
		if (mustLook || now - this.#restingAt > restingMs) {
			this.#restingBytes = this.#gauge.residentBytes();
			this.#restingAt = now;
		}
		return (this.#restingBytes ?? 0) > (this.#idleBytes ?? 0) + leftBehindBytes;
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
		const isSlow = this.#isSlow;
		this.#looksSinceMoved = 0;
		if (isSlow) this.#plan();
	}

	get #isSlow(): boolean {
		return this.#looksSinceMoved >= delays[0].below;
	}

	get #baseBytes(): number {
		return Math.min(this.#restingBytes ?? 0, (this.#idleBytes ?? 0) + leftBehindBytes);
	}

	#plan(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		if (!this.#isOpen || (this.#restingBytes === undefined && this.#cpuBudget === Infinity)) return;
		const ms = delays.find(({ below }) => this.#looksSinceMoved < below)?.ms;
		this.#timer = setTimeout(() => this.#look(), ms).unref();
	}

	#look(): void {
		this.#timer = undefined;
		if (!this.#isOpen) return;
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
