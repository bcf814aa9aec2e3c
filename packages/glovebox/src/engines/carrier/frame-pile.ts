/**
 * Frames on their way out, one behind the other in one piece of memory: for the small ones that most are, a copy costs less than a
 * write of many parts.
 *
 * Runs on: host and carriers.
 */
import { type FrameType, frameBytes, writeFrame } from './frame.ts';

/** As much memory is taken at once, and used up piece by piece. */
const slabBytes = 16 * 1_024;
const noBlobs: readonly Uint8Array[] = [];
const noMemory = Buffer.alloc(0);

export class FramePile {
	#store = noMemory;
	#start = 0;
	#end = 0;

	get isEmpty(): boolean {
		return this.#end === this.#start;
	}

	add(type: FrameType, realm: number, text = '', blobs = noBlobs): void {
		const textBytes = Buffer.byteLength(text);
		this.#makeRoom(frameBytes(textBytes, blobs));
		this.#end = writeFrame(this.#store, this.#end, { type, realm, text, blobs }, textBytes);
	}

	/** All of them, in memory that is not used again. The pile is empty after. */
	take(): Uint8Array<ArrayBuffer> {
		const bytes = this.#store.subarray(this.#start, this.#end);
		this.#start = this.#end;
		// A large one goes with what was large.
		if (this.#store.length > slabBytes) this.#replace(noMemory);
		return bytes;
	}

	#makeRoom(bytes: number): void {
		if (this.#end + bytes <= this.#store.length) return;
		const held = this.#end - this.#start;
		// Twice what is there, so that many frames are not copied for each one that is added.
		this.#replace(Buffer.allocUnsafeSlow(Math.max(slabBytes, 2 * held, held + bytes)));
	}

	#replace(store: Buffer<ArrayBuffer>): void {
		const held = this.#store.subarray(this.#start, this.#end);
		store.set(held);
		this.#store = store;
		this.#start = 0;
		this.#end = held.length;
	}
}
