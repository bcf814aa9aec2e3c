/** `performance`: the realm's clock, as fine as the guest may know it. */
import { defineInterface } from './interface.ts';
import { now, origin } from './realm.ts';

const key = Symbol('Performance');

class Performance {
	#last = 0;

	constructor(given?: unknown) {
		if (given !== key) throw new TypeError('Illegal constructor');
	}

	get timeOrigin(): number {
		void this.#last;
		return origin();
	}

	/** Milliseconds since the realm began. Never goes back, even where the host's clock does. */
	now(): number {
		this.#last = Math.max(this.#last, now() - origin());
		return this.#last;
	}

	toJSON(): { readonly timeOrigin: number } {
		return { timeOrigin: this.timeOrigin };
	}
}

defineInterface(Performance, 'Performance');

export const performance = new Performance(key);
