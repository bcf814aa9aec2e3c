/**
 * The carrier's end of its pipes.
 *
 * Runs on: carrier process.
 * Trusts: the host.
 */
import { readSync, writeSync } from 'node:fs';
import { createDecoder, type Frame, hostFrames } from './frame.ts';
import { type CarrierWire, descriptors } from './wire.ts';

/** Between two tries of a pipe that is not ready. */
const napMs = 0.1;
const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Opens the wire that this process was started with. Its end is the end of the process. */
export function openPipes(): CarrierWire {
	const decode = createDecoder(hostFrames);
	const chunk = Buffer.alloc(2 ** 16);

	function receive(): readonly Frame[] {
		for (;;) {
			const length = retry(() => readSync(descriptors.input, chunk, 0, chunk.length, null));
			if (length === 0) end();
			const frames = decode(chunk.subarray(0, length));
			if (frames.length > 0) return frames;
		}
	}

	function listen(onFrames: (frames: readonly Frame[]) => void): void {
		// Not imported, since few carriers come here: each of Node's modules that is loaded takes a carrier a millisecond or two.
		const { Socket } = process.getBuiltinModule('node:net');
		const input = new Socket({ fd: descriptors.input, readable: true, writable: false });
		input.on('data', (bytes: Buffer) => onFrames(decode(bytes)));
		input.on('error', end);
		input.on('close', end);
	}

	return { send, receive, listen, guard, thread: undefined };
}

function send(bytes: Uint8Array<ArrayBuffer>): void {
	for (let at = 0; at < bytes.length; ) at += retry(() => writeSync(descriptors.output, bytes, at));
}

/** Tries until the pipe is ready: of ours, libuv makes only descriptors 0 to 2 block by themselves. */
function retry(use: () => number): number {
	for (;;) {
		try {
			return use();
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') end();
			Atomics.wait(sleeper, 0, 0, napMs);
		}
	}
}

/** By signal, because an exit in good order would wait for a guest that still runs in another thread. */
function end(): never {
	process.kill(process.pid, 'SIGKILL');
	throw new Error('unreachable');
}

/** A guest in an endless loop on this thread never sees the end of the wire; a thread that does nothing else does. */
function guard(): void {
	const text = `const { Socket } = require('node:net');
		const end = () => process.kill(process.pid, 'SIGKILL');
		new Socket({ fd: ${descriptors.lifeLine} }).on('error', end).on('close', end).resume();`;
	const { Worker } = process.getBuiltinModule('node:worker_threads');
	// Its streams are never read; with the process's own, those would have to be made.
	new Worker(text, {
		eval: true,
		env: {},
		stdout: true,
		stderr: true,
		resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
	}).unref();
}
