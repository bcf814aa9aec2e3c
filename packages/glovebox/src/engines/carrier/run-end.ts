/**
 * What the messages of a guest say of the end of its run: a realm that is opened for one run is over when its guest has answered and
 * then has nothing left to do. Host and carrier see the same messages in the same order, so both know without a word.
 *
 * Runs on: host and carriers.
 * Trusts: nothing. A carrier that lies about it is at odds with its host, which ends it.
 */

/** The messages that end a run. */
const endings = /^\["(?:done|fail|unfit)"/;
/** The beginning of an engine's `idle` message. */
const idleStart = '["idle",';

export class RunEnd {
	#hasAnswered = false;
	#idleAt: number | undefined;

	/** How much had been done when the guest was idle last, as its engine counts; `undefined` where it was not idle yet. */
	get idleAt(): number | undefined {
		return this.#idleAt;
	}

	/** Whether the guest answered and was idle after that. */
	get isOver(): boolean {
		return this.#hasAnswered && this.#idleAt !== undefined;
	}

	/** Takes note of a message; says whether it is an answer. */
	note(text: string): boolean {
		if (text.startsWith(idleStart)) this.#idleAt = Number(text.slice(idleStart.length, -1));
		else if (endings.test(text)) {
			this.#hasAnswered = true;
			this.#idleAt = undefined;
			return true;
		}
		return false;
	}
}
