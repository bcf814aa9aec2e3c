/**
 * Those who wait for a carrier: in order within a tenant, and tenants in turns, so that one whose runs are many, long or deadly
 * does not keep the others waiting.
 *
 * Runs on: host.
 */

export interface Waits {
	readonly tenant: string | undefined;
}

export class WaitingList<Waiter extends Waits> {
	/** The tenant whose turn it is comes first. None is empty. */
	readonly #queues = new Map<string | undefined, Waiter[]>();
	#size = 0;

	get size(): number {
		return this.#size;
	}

	/** The one whose turn it is. */
	get first(): Waiter | undefined {
		const [queue] = this.#queues.values();
		return queue?.[0];
	}

	add(waiter: Waiter): void {
		const queue = this.#queues.get(waiter.tenant);
		if (queue) queue.push(waiter);
		else this.#queues.set(waiter.tenant, [waiter]);
		this.#size += 1;
	}

	/** Takes the oldest of a tenant, whose next turn is then after all others'. */
	take(tenant: string | undefined): Waiter | undefined {
		const queue = this.#queues.get(tenant);
		const waiter = queue?.shift();
		if (queue === undefined || waiter === undefined) return undefined;
		this.#size -= 1;
		this.#queues.delete(tenant);
		if (queue.length > 0) this.#queues.set(tenant, queue);
		return waiter;
	}

	/** Takes all, and leaves none. */
	takeAll(): Waiter[] {
		const all = [...this.#queues.values()].flat();
		this.#queues.clear();
		this.#size = 0;
		return all;
	}
}
