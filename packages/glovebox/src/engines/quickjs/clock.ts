/**
 * How much processor time a realm has used.
 *
 * Runs on: host.
 *
 * The processor time of a thread is counted in ticks of some milliseconds and costs a system call to read. So the first
 * 10 000 steps of an entry count with the time that passed, and only what comes after is measured.
 */
export class CpuClock {
	#usedMs = 0;
	#enteredAt: number | undefined;
	#sample: { readonly at: number; readonly cpuMs: number } | undefined;

	/** The guest begins to run. */
	enter(): void {
		this.#enteredAt = performance.now();
	}

	/** The guest has been running for a while. */
	sample(): void {
		this.#sample ??= { at: performance.now(), cpuMs: threadCpuMs() };
	}

	leave(): void {
		this.#usedMs = this.usedMs;
		this.#enteredAt = undefined;
		this.#sample = undefined;
	}

	/** Counts from now. */
	restart(): void {
		this.#usedMs = 0;
		this.#sample = undefined;
		if (this.#enteredAt !== undefined) this.enter();
	}

	get usedMs(): number {
		if (this.#enteredAt === undefined) return this.#usedMs;
		if (this.#sample === undefined) return this.#usedMs + performance.now() - this.#enteredAt;
		return this.#usedMs + this.#sample.at - this.#enteredAt + threadCpuMs() - this.#sample.cpuMs;
	}
}

/** Of this thread alone: what other threads and processes take does not count against a guest. */
function threadCpuMs(): number {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1_000;
}
