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
import type { CarrierWire } from './wire.ts';

/** Opens the port that this thread was started with. */
export function openPort(): CarrierWire {
	// Only started as a thread; inside-process.ts is for the other case.
	const port = parentPort as MessagePort;
	const { posted } = workerData as ThreadData;
	const decode = createDecoder(hostFrames);
	const wire: CarrierWire = { send, onFrames: () => undefined, receive, guard: () => undefined, thread: threadNumber() };

	function send(...frames: readonly Uint8Array<ArrayBuffer>[]): void {
		for (const frame of frames) port.postMessage(frame, [frame.buffer]);
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

	port.on('message', (chunk: Uint8Array) => wire.onFrames(decode(chunk)));
	return wire;
}

/** Linux numbers threads; a thread's own link ends with its number. */
function threadNumber(): number | undefined {
	try {
		return Number(readlinkSync('/proc/thread-self').split('/').pop());
	} catch {
		return undefined;
	}
}
