/**
 * The carrier's end of a pair of pipes: descriptor 3 in, 4 out, 0 the life line.
 *
 * Runs on: carrier process.
 * Trusts: the host.
 */
import { readSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { createDecoder, type Frame, hostFrames } from './frame.ts';
import type { CarrierWire } from './wire.ts';

const descriptors = { lifeLine: 0, input: 3, output: 4 } as const;

/** Between two tries of a pipe that is not ready: short at first, since most answers come at once. */
const naps = { firstMs: 0.05, longestMs: 1, growth: 1.05 } as const;

/** Opens the wire that this process was started with. Its end is the end of the process. */
export function openPipes(): CarrierWire {
	const decode = createDecoder(hostFrames);
	const chunk = Buffer.alloc(2 ** 16);
	const wire: CarrierWire = { send: writeAll, onFrames: () => undefined, receive, guard, thread: undefined };

	function receive(): readonly Frame[] {
		for (;;) {
			const length = retry(() => readSync(descriptors.input, chunk, 0, chunk.length, null));
			if (length === 0) end();
			const frames = decode(chunk.subarray(0, length));
			if (frames.length > 0) return frames;
		}
	}

	const input = new Socket({ fd: descriptors.input, readable: true, writable: false });
	input.on('data', (bytes: Buffer) => wire.onFrames(decode(bytes)));
	input.on('error', end);
	input.on('close', end);
	return wire;
}

function writeAll(...frames: readonly Uint8Array[]): void {
	const bytes = frames.length === 1 && frames[0] ? frames[0] : Buffer.concat(frames);
	for (let at = 0; at < bytes.length; ) at += retry(() => writeSync(descriptors.output, bytes, at));
}

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Tries until the pipe, which does not block by itself, is ready. Its end is ours. */
function retry(use: () => number): number {
	for (let napMs: number = naps.firstMs; ; napMs = Math.min(naps.longestMs, napMs * naps.growth)) {
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

/** A guest in an endless loop on this thread never sees the end of the wire; another thread, blocked in a read, does. */
function guard(): void {
	const text = `try { require('node:fs').readSync(${descriptors.lifeLine}, Buffer.alloc(1)); } finally { process.kill(process.pid, 'SIGKILL'); }`;
	new Worker(text, { eval: true, env: {}, resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 } }).unref();
}
