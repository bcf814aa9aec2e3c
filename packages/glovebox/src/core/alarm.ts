/** One alarm, at a time that a guest asked for. */

const longestTimer = 2 ** 31 - 1;

export class Alarm {
	readonly #ring: () => void;
	#timer: NodeJS.Timeout | undefined;
	#immediate: NodeJS.Immediate | undefined;

	constructor(ring: () => void) {
		this.#ring = ring;
	}

	/** Rings at a time of `performance.now()`, instead of whenever it was set to before. */
	set(at: number): void {
		this.clear();
		const left = Math.min(at - performance.now(), longestTimer);
		// A timeout takes a millisecond at least, and a guest with many timers due would spend its time on that.
		if (left <= 0) this.#immediate = setImmediate(this.#ring);
		else this.#timer = setTimeout(this.#ring, Math.ceil(left));
	}

	clear(): void {
		clearTimeout(this.#timer);
		clearImmediate(this.#immediate);
	}
}

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Blocks this thread until a time of `performance.now()`. */
export function sleepUntil(time: number): void {
	const left = time - performance.now();
	if (left > 0) Atomics.wait(sleeper, 0, 0, left);
}
