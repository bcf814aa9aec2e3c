/**
 * What host and carrier speak through: frames out, frames in. A pair of pipes or a MessagePort, which carries nothing but bytes.
 *
 * Runs on: host and carriers.
 * Trusts: nothing; both ends decode what arrives with `frame.ts`.
 */
import type { Exit } from '../../core/engine.ts';
import { carrierFrames, createDecoder, type Frame, type FrameType, ProtocolError } from './frame.ts';
import { FramePile } from './frame-pile.ts';
import type { Gauge } from './gauge.ts';

/** Descriptors of a carrier process: its wire, and a pipe on which nothing is ever said, whose end means that the host is gone. */
export const descriptors = { input: 0, output: 3, lifeLine: 4 } as const;

/** What tells a carrier that it is a thread, among its arguments. */
export const isThread = '--thread';

/** Says a frame. What is said in one turn leaves in one write, in order. */
type Say = (type: FrameType, realm: number, text?: string, blobs?: readonly Uint8Array[]) => void;

/** A carrier's program, and V8's code cache for this very text. */
export interface SentProgram {
	readonly text: string;
	readonly codeCache: Uint8Array;
}

/** The host's end: a started thread or process, to which nothing has been said. */
export interface HostWire {
	readonly say: Say;
	/** Whole frames that arrived together, one at least, in order. */
	onFrames: (frames: readonly Frame[]) => void;
	/** Called at most once, and never after `kill`: the other end died or broke the protocol, and is dead now. */
	onDeath: (exit: Exit) => void;
	/** Ends the thread or process by force, at once. Twice is harmless. */
	kill(): void;
	/** What is sent instead of being read from a file. */
	readonly program?: SentProgram | undefined;
	/** Whether it is a copy of a process that has heard a `hello`, and has its program. */
	readonly isCopy?: boolean | undefined;
	/** Whether it keeps the host's process alive. It does at first. */
	hold(held: boolean): void;
	/** The number of the carrier's process; `undefined` where it is none, or cannot be found. */
	pid(): number | undefined;
	/** Reads what the system says of its use. `thread` is what the carrier said of itself. */
	gauge(thread: number | undefined): Gauge;
}

/** The carrier's end. It is read either by `receive` alone or, from one moment on, by `listen` alone. */
export interface CarrierWire {
	/** Writes frames that are encoded already. */
	send(frames: Uint8Array<ArrayBuffer>): void;
	/** Blocks this thread until frames have arrived. */
	receive(): readonly Frame[];
	/** Leaves this thread free between frames. */
	listen(onFrames: (frames: readonly Frame[]) => void): void;
	/** Called once, before guests run on this very thread: from then on the host's death ends the carrier although it is blocked. */
	guard(): void;
	/** This thread's number where the system names one. */
	readonly thread: number | undefined;
}

/** Collects what is said in one turn, so that `open`, `send` and `start` leave in one write. */
export function batch(flush: (frames: Uint8Array<ArrayBuffer>) => void): Say {
	const pile = new FramePile();
	return (...frame) => {
		const isFirst = pile.isEmpty;
		pile.add(...frame);
		if (isFirst) process.nextTick(() => flush(pile.take()));
	};
}

/** Bytes in an `ArrayBuffer` of their own, which can be transferred. */
export function ownBytes(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
	return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

/** Hands what arrives at the host to the wire's listener; a carrier that breaks the protocol is ended. */
export function intake(wire: HostWire, maxFrameBytes: number, die: (exit: Exit) => void): (chunk: unknown) => void {
	const decode = createDecoder(carrierFrames, maxFrameBytes);
	return (chunk) => {
		try {
			if (!(chunk instanceof Uint8Array)) throw new ProtocolError('something else than bytes');
			const frames = decode(chunk);
			if (frames.length > 0) wire.onFrames(frames);
		} catch (error) {
			if (!(error instanceof ProtocolError)) throw error;
			die({ reason: 'protocol', message: `the carrier sent ${error.message}` });
		}
	};
}
