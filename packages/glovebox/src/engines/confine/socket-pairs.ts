/**
 * Pairs of connected sockets, one end of each for a process to be started.
 *
 * Runs on: launch thread.
 */
import { closeSync } from 'node:fs';
import type { Libc } from './libc.ts';

const unixSocket = 1;
const streamSocket = 1;
const closeOnExec = 0o2000000;

/** One end each of a pair. */
export interface Pair {
	readonly mine: number;
	readonly theirs: number;
}

/** Both ends block, until an event loop takes one over. */
export function socketPair({ mustCall }: Libc): Pair {
	const both = Buffer.alloc(8);
	mustCall('socketpair', unixSocket, streamSocket | closeOnExec, 0, both);
	return { mine: both.readInt32LE(0), theirs: both.readInt32LE(4) };
}

/** So many, or none. */
export function socketPairs(libc: Libc, count: number): readonly Pair[] {
	const pairs: Pair[] = [];
	try {
		while (pairs.length < count) pairs.push(socketPair(libc));
		return pairs;
	} catch (error) {
		for (const { mine, theirs } of pairs) for (const fd of [mine, theirs]) closeSync(fd);
		throw error;
	}
}
