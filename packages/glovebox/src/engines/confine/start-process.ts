/**
 * Starts a process with nothing but its wire: sockets, of which this thread keeps the other ends.
 *
 * Runs on: launch thread.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { descriptors } from '../carrier/wire.ts';
import type { LaunchOrder } from './launch-order.ts';
import type { Pair } from './socket-pairs.ts';

/** A command line, and what of this process's must not be its. */
export type Command = Pick<Extract<LaunchOrder, { type: 'start' }>, 'file' | 'args' | 'environment' | 'inherited'>;

/** Where a process has its ends, in the order in which they are given. */
const places = [descriptors.input, 2, descriptors.output, descriptors.lifeLine, 5] as const;
/** Where there is nothing to write to any more, it must be open already. */
const nothing = openSync('/dev/null', 'r+');

/** It leads a session of its own, so that the terminal's Ctrl-C is the host's alone. */
export function startProcess({ file, args, environment, inherited }: Command, pairs: readonly Pair[]): ChildProcess {
	return spawn(file, args, { stdio: stdioOf(pairs, inherited), env: environment, cwd: '/', detached: true });
}

/** `/dev/null` stands in for what the process would inherit besides, and for its standard output. */
function stdioOf(pairs: readonly Pair[], inherited: readonly number[]): ('ignore' | number)[] {
	const used = places.slice(0, pairs.length);
	const length = 1 + Math.max(...used, ...inherited);
	const stdio = Array.from({ length }, (_, fd) => (fd <= 2 || inherited.includes(fd) ? nothing : 'ignore'));
	for (const [at, fd] of used.entries()) stdio[fd] = pairs[at]?.theirs ?? nothing;
	return stdio;
}
