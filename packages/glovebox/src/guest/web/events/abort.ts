/** `AbortController` and `AbortSignal`. */
import { defineInterface, requireArguments } from '../interface.ts';
import { later } from '../realm.ts';
import { DOMException } from './dom-exception.ts';
import { Event } from './event.ts';
import { defineHandler, dispatch, EventTarget } from './event-target.ts';

/** What lets the realm alone make and abort signals. */
const key = Symbol('AbortSignal');
let abort: (signal: AbortSignal, reason: unknown) => void;

export class AbortSignal extends EventTarget {
	#aborted = false;
	#reason: unknown;
	/** Signals that follow this one: made by `any`. */
	#followers: AbortSignal[] = [];
	/** What a signal made by `any` follows; never such a signal itself. */
	#sources: AbortSignal[] = [];
	#dependent = false;

	static {
		abort = (signal, reason) => signal.#abort(reason);
	}

	constructor(given?: unknown) {
		if (given !== key) throw new TypeError('Illegal constructor');
		super();
	}

	static abort(reason: unknown = new DOMException('This operation was aborted', 'AbortError')): AbortSignal {
		const signal = new AbortSignal(key);
		signal.#aborted = true;
		signal.#reason = reason;
		return signal;
	}

	static timeout(ms: unknown): AbortSignal {
		requireArguments(arguments.length, 1, 'AbortSignal.timeout');
		const delay = Number(ms);
		if (!(delay >= 0 && delay <= Number.MAX_SAFE_INTEGER)) throw new RangeError('The delay of a timeout must be a number from 0 on');
		const signal = new AbortSignal(key);
		later(() => signal.#abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), delay);
		return signal;
	}

	static any(signals: Iterable<unknown>): AbortSignal {
		requireArguments(arguments.length, 1, 'AbortSignal.any');
		if (typeof signals !== 'object' || signals === null) throw new TypeError('AbortSignal.any takes a sequence');
		const given = Array.from(signals, (one) => {
			if (!(one instanceof AbortSignal)) throw new TypeError('AbortSignal.any takes AbortSignals');
			return one;
		});
		const signal = new AbortSignal(key);
		const first = given.find(({ aborted }) => aborted);
		if (first) return AbortSignal.abort(first.reason);
		signal.#dependent = true;
		for (const one of new Set(given.flatMap((one) => (one.#dependent ? one.#sources : [one])))) {
			signal.#sources.push(one);
			one.#followers.push(signal);
		}
		return signal;
	}

	get aborted(): boolean {
		return this.#aborted;
	}

	get reason(): unknown {
		return this.#reason;
	}

	throwIfAborted(): void {
		if (this.#aborted) throw this.#reason;
	}

	/** All that follow are aborted before any listener hears of it. */
	#abort(reason: unknown): void {
		if (this.#aborted) return;
		const all = [this as AbortSignal, ...this.#followers.filter((one) => !one.#aborted)];
		for (const one of all) {
			one.#aborted = true;
			one.#reason = reason;
		}
		for (const one of all) dispatch(one, new Event('abort'));
	}
}

defineInterface(AbortSignal, 'AbortSignal');
defineHandler(AbortSignal, 'abort');

export class AbortController {
	#signal = new AbortSignal(key);

	get signal(): AbortSignal {
		return this.#signal;
	}

	abort(reason: unknown = undefined): void {
		abort(this.#signal, reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason);
	}
}

defineInterface(AbortController, 'AbortController');
