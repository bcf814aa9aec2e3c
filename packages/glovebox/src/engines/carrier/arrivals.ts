/**
 * Takes what a carrier sends a few milliseconds at a time, so that a flood from one guest leaves the host's thread to others.
 *
 * Runs on: host.
 * Trusts: nothing. What waits here is bounded by what a guest may have unanswered and printed, and by the wire.
 */
import type { Frame } from './frame.ts';

/** How long frames may be taken before the event loop has another turn. */
const longestTurnMs = 4;
/** A thread's messages come one by one, up to a thousand in a turn of the event loop: what comes so soon after the last is of the same. */
const sameTurnMs = 0.2;

export class Arrivals {
	readonly #take: (frame: Frame) => void;
	readonly #waiting: Frame[] = [];
	#next: NodeJS.Immediate | undefined;
	/** When the turn of the event loop began, and when frames were last taken in it. */
	#began = 0;
	#ended = 0;

	/** `take` gets the frames in order, and throws nothing. */
	constructor(take: (frame: Frame) => void) {
		this.#take = take;
	}

	push(frames: readonly Frame[]): void {
		for (const frame of frames) this.#waiting.push(frame);
		if (this.#next !== undefined) return;
		const now = performance.now();
		if (now - this.#ended > sameTurnMs) this.#began = now;
		this.#turn(longestTurnMs);
	}

	/** All that waits, at once: nothing comes after it. */
	finish(): void {
		this.#turn(Infinity);
		this.#ended = 0;
	}

	/** Forgets what waits. */
	clear(): void {
		this.#waiting.length = 0;
		clearImmediate(this.#next);
		this.#next = undefined;
	}

	#turn(turnMs: number): void {
		clearImmediate(this.#next);
		this.#next = undefined;
		let taken = 0;
		for (const waiting = this.#waiting; taken < waiting.length && performance.now() - this.#began <= turnMs; taken++) {
			this.#take(waiting[taken] as Frame);
		}
		this.#waiting.splice(0, taken);
		this.#ended = performance.now();
		if (this.#waiting.length > 0) this.#next = setImmediate(() => this.#nextTurn());
	}

	#nextTurn(): void {
		this.#began = performance.now();
		this.#turn(longestTurnMs);
	}
}
