/**
 * The carrier's end of a MessagePort, through which only byte arrays go.
 *
 * Runs on: carrier thread.
 * Trusts: the host.
 */
import { readlinkSync } from 'node:fs';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { createDecoder, type Frame, hostFrames } from './frame.ts';
import type { ThreadData } from './thread.ts';
import { type CarrierWire, ownBytes } from './wire.ts';

/** Opens the port that this thread was started with. */
export function openPort(): CarrierWire {
	// Only called in a thread; a process has pipes.
	const port = parentPort as MessagePort;
	const { posted } = workerData as ThreadData;
	const decode = createDecoder(hostFrames);

	function send(frames: Uint8Array<ArrayBuffer>): void {
		const bytes = ownBytes(frames);
		port.postMessage(bytes, [bytes.buffer]);
	}

	function receive(): readonly Frame[] {
		for (;;) {
			const before = Atomics.load(posted, 0);
			const received = receiveMessageOnPort(port);
			const frames = received === undefined ? [] : decode(received.message);
			if (frames.length > 0) return frames;
			if (received === undefined) Atomics.wait(posted, 0, before);
		}
	}

	function listen(onFrames: (frames: readonly Frame[]) => void): void {
		port.on('message', (chunk: Uint8Array) => onFrames(decode(chunk)));
	}

	// The host's own death takes its threads along.
	return { send, receive, listen, guard: () => undefined, thread: threadNumber() };
}

/** Linux numbers threads; a thread's own link ends with its number. */
function threadNumber(): number | undefined {
	try {
		return Number(readlinkSync('/proc/thread-self').split('/').pop());
	} catch {
		return undefined;
	}
}
