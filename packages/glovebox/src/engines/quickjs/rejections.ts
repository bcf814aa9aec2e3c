/**
 * Rejected promises that nobody listens to yet.
 *
 * Runs on: host.
 * Trusts: nothing; a guest decides how many there are.
 */
import type { Instance } from './instance.ts';
import type { Box } from './wasm.ts';

/** Those beyond are not told of: each takes memory of the host. */
const most = 100;

interface Rejection {
	/** Kept with the reason, so that no other promise can have its address meanwhile. */
	readonly promise: Box;
	readonly reason: Box;
}

export class Rejections {
	readonly #instance: Instance;
	readonly #open = new Map<number, Rejection>();

	constructor(instance: Instance) {
		this.#instance = instance;
	}

	get isEmpty(): boolean {
		return this.#open.size === 0;
	}

	/** Takes over both boxes. */
	note(identity: number, promise: Box, reason: Box, handled: boolean): void {
		if (!handled && this.#open.size < most) {
			this.#open.set(identity, { promise, reason });
			return;
		}
		this.#free({ promise, reason });
		const known = this.#open.get(identity);
		if (!handled || known === undefined) return;
		this.#open.delete(identity);
		this.#free(known);
	}

	/** The reason of the oldest one, the caller's to free; `undefined` where there is none. */
	take(): Box | undefined {
		if (this.#open.size === 0) return undefined;
		for (const [identity, { promise, reason }] of this.#open) {
			this.#open.delete(identity);
			this.#instance.free(promise);
			return reason;
		}
		return undefined;
	}

	#free({ promise, reason }: Rejection): void {
		this.#instance.free(promise);
		this.#instance.free(reason);
	}
}
