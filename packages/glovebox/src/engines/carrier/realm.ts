/**
 * The host's side of one realm in a carrier: calls become frames, frames become calls.
 *
 * Runs on: host.
 * Trusts: nothing that arrives. What the protocol does not allow here is a `ProtocolError`, which ends the carrier.
 */
import type { Budget, Exit, Observation, Realm, RealmHost, RealmUsage } from '../../core/engine.ts';
import type { Message } from '../../core/message.ts';
import type { Program } from '../../core/program.ts';
import { type Frame, type FrameType, ProtocolError, readJson } from './frame.ts';
import { RunEnd } from './run-end.ts';
import type { Watch } from './watch.ts';

/** What a realm needs of the carrier that holds it. */
export interface Held {
	say(type: FrameType, text?: string, blobs?: readonly Uint8Array[]): void;
	/** The carrier is at its end, and this realm with it. */
	end(exit: Exit): void;
	/**
	 * The realm is to be closed; resolves when the carrier is rid of it, at once where the guest had nothing to do. `isOver`: the carrier
	 * is rid of it already, or will be before it does anything else.
	 */
	closing(how: 'close' | 'keep', isQuiet: boolean, isOver: boolean): Promise<void> | undefined;
	/** Whether the carrier discards it when its run is over. */
	readonly once: boolean;
	readonly watch: Watch;
}

const guestExits: readonly unknown[] = ['interrupted', 'memory', 'crashed'] satisfies Exit['reason'][];
/** As much of a carrier's words as the host keeps. */
const longestWords = 4_096;

export class HeldRealm implements Realm {
	readonly #held: Held;
	readonly #host: RealmHost;
	#open = true;
	#asking = false;
	/** What was started and sent. */
	#entries = 0;
	readonly #runEnd = new RunEnd();
	#usage: RealmUsage = { cpuMs: undefined, peakMemoryBytes: undefined };
	#closed: Promise<void> | undefined;
	#onReport: ((report: Message | undefined) => void) | undefined;

	constructor(held: Held, host: RealmHost) {
		this.#held = held;
		this.#host = host;
	}

	arm(budget: Budget): void {
		const isWatched = this.#held.watch.armCpu(budget.cpuMs);
		// The system counts better than an engine: isolated-vm 7.0.1 counts time in which its thread was ready and did not run.
		const cpuMs = isWatched ? undefined : budget.cpuMs;
		this.#say('arm', JSON.stringify([finite(budget.wallMs), finite(cpuMs)]));
	}

	start(program: Program): void {
		this.#entries += 1;
		this.#say('start', JSON.stringify(program));
	}

	observe(wanted: readonly Observation[]): void {
		this.#say('observe', JSON.stringify(wanted));
	}

	report(): Promise<Message | undefined> {
		if (!this.#open) return Promise.resolve(undefined);
		const { promise, resolve } = Promise.withResolvers<Message | undefined>();
		this.#onReport = resolve;
		this.#say('report', '');
		return promise;
	}

	check(program: Program): void {
		this.#entries += 1;
		this.#say('check', JSON.stringify(program));
	}

	send(message: Message): void {
		this.#entries += 1;
		this.#say('send', message.text, message.blobs);
	}

	usage(): RealmUsage {
		if (!this.#open) return this.#usage;
		const { cpuMs, peakBytes } = this.#held.watch;
		// The watch knows more where the guest never came to an end that the carrier could report.
		return { cpuMs: larger(this.#usage.cpuMs, cpuMs), peakMemoryBytes: this.#usage.peakMemoryBytes ?? peakBytes };
	}

	close(): Promise<void> | undefined {
		if (this.#closed !== undefined || !this.#open) return this.#closed;
		this.#leave();
		this.#onReport?.(undefined);
		const isQuiet = this.#idleAt >= this.#entries;
		this.#closed = this.#held.closing('close', isQuiet, isQuiet && this.#held.once && this.#runEnd.isOver);
		// The guest sits in a wait that nobody will answer any more.
		if (this.#asking) this.#held.end({ reason: 'interrupted', message: 'closed while the guest waited for the host' });
		return this.#closed;
	}

	/** Whatever is left to the carrier to do takes it a while: a realm's memory is copied. */
	keep(): Promise<undefined> {
		this.#leave();
		this.#closed = this.#held.closing('keep', false, false);
		return Promise.resolve(this.#closed).then(() => undefined);
	}

	/** The carrier is gone. */
	gone(exit: Exit): void {
		if (!this.#open) return;
		this.#leave();
		this.#onReport?.(undefined);
		this.#host.onExit(exit);
	}

	/** The watch is the next realm's from here on. */
	#leave(): void {
		this.#usage = this.usage();
		this.#open = false;
	}

	/** A frame for this realm. After `close` all but its exit is late, and dropped. */
	receive(frame: Frame): void {
		if (frame.type === 'exit') return this.#held.end(readExit(frame));
		if (!this.#open) return;
		this.#held.watch.stir();
		switch (frame.type) {
			case 'message':
				this.#runEnd.note(frame.text);
				return this.#host.onMessage(frame);
			case 'observed':
				this.#onReport?.(frame.text === '' ? undefined : frame);
				return;
			case 'ask':
				return this.#answer(frame);
			case 'usage':
				this.#usage = readUsage(frame);
				return;
			default:
				throw new ProtocolError(`an unexpected "${frame.type}" frame`);
		}
	}

	get #idleAt(): number {
		return this.#runEnd.idleAt ?? (this.#entries === 0 ? 0 : -1);
	}

	#say(type: FrameType, text: string, blobs?: readonly Uint8Array[]): void {
		if (!this.#open) return;
		this.#held.watch.stir();
		this.#held.say(type, text, blobs);
	}

	#answer(frame: Frame): void {
		if (this.#asking) throw new ProtocolError('an "ask" frame while another one waits');
		this.#asking = true;
		const answer = this.#host.onAsk(frame);
		if (!(answer instanceof Promise)) return this.#reply(answer);
		answer.then(
			(late) => this.#reply(late),
			() => this.#held.end({ reason: 'crashed', message: 'the host did not answer' }),
		);
	}

	#reply(answer: Message): void {
		this.#asking = false;
		this.#say('answer', answer.text, answer.blobs);
	}
}

function larger(one: number | undefined, other: number | undefined): number | undefined {
	return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}

/** JSON has no Infinity: a budget that is not finite is none. */
function finite(value: number | undefined): number | null {
	return value === undefined || !Number.isFinite(value) ? null : value;
}

function readUsage(frame: Frame): RealmUsage {
	const fields = readJson(frame);
	if (!Array.isArray(fields) || fields.length !== 2) throw new ProtocolError('a "usage" frame that is no pair');
	const [cpuMs, peakMemoryBytes] = fields.map(readAmount);
	return { cpuMs, peakMemoryBytes };
}

function readAmount(value: unknown): number | undefined {
	if (value === null) return undefined;
	if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
	throw new ProtocolError('a "usage" frame with something else than amounts');
}

function readExit(frame: Frame): Exit {
	const fields = readJson(frame);
	if (!Array.isArray(fields)) throw new ProtocolError('an "exit" frame that is no pair');
	const [reason, message] = fields;
	if (!guestExits.includes(reason) || typeof message !== 'string') throw new ProtocolError('an "exit" frame without a reason');
	return { reason: reason as Exit['reason'], message: message.slice(0, longestWords) };
}
