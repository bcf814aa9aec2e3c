/**
 * A thread of the host that gives up its rights for good, then starts carriers, which inherit what it has left.
 *
 * Runs on: launch thread.
 * Trusts: the host. Landlock, `no_new_privs` and capabilities are a thread's own in Linux: the host's other threads keep theirs.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { compile } from '../carrier/compile.ts';
import { descriptors } from '../carrier/wire.ts';
import { dropCapabilities } from './drop-capabilities.ts';
import { setKernelLimits } from './kernel-limits.ts';
import type { Ends, LaunchOrder, LaunchReport, LaunchThreadData } from './launch-order.ts';
import { type Libc, openLibc } from './libc.ts';
import { launchingPolicy } from './policies.ts';
import { forbiddenFile } from './proof.ts';
import { restrictFiles } from './ruleset.ts';
import { installFilter } from './seccomp.ts';

const setNoNewPrivileges = 38;
const unixSocket = 1;
const streamSocket = 1;
const closeOnExec = 0o2000000;

type StartOrder = Extract<LaunchOrder, { type: 'start' }>;

/** One end each of a pair of connected sockets. */
interface Pair {
	readonly mine: number;
	readonly theirs: number;
}

const places = { ...descriptors, stderr: 2 } as const satisfies Ends;
const endNames = ['input', 'stderr', 'output', 'lifeLine'] as const satisfies (keyof Ends)[];
const { port, told, reach } = workerData as LaunchThreadData;
const children = new Map<number, ChildProcess>();
const compiled = new Set<string>();
/** Where there is nothing to write to any more, it must be open already. */
const nothing = openSync('/dev/null', 'r+');
begin();

function begin(): void {
	try {
		const libc = openLibc();
		giveUpRights(libc);
		if (canRead(forbiddenFile)) throw new Error(`Landlock leaves "${forbiddenFile}" readable`);
		port.on('message', (order: LaunchOrder) => (order.type === 'start' ? start(libc, order) : children.get(order.id)?.kill('SIGKILL')));
		report({ type: 'confined' });
	} catch (error) {
		report({ type: 'refused', message: (error as Error).message });
	}
	Atomics.store(told, 0, 1);
	Atomics.notify(told, 0);
}

function giveUpRights(libc: Libc): void {
	libc.mustCall('prctl', setNoNewPrivileges, 1, 0, 0, 0);
	restrictFiles(libc, reach);
	dropCapabilities(libc);
	installFilter(libc, launchingPolicy(), 'thread');
}

function canRead(file: string): boolean {
	try {
		closeSync(openSync(file, 'r'));
		return true;
	} catch {
		return false;
	}
}

function report(what: LaunchReport): void {
	port.postMessage(what);
}

/** It leads a session of its own, so that the terminal's Ctrl-C is the host's alone. */
function start(libc: Libc, { id, file, args, environment, limits, inherited, program }: StartOrder): void {
	const pairs: Pair[] = [];
	try {
		for (const _ of endNames) pairs.push(socketPair(libc));
		const stdio = stdioOf(pairs, inherited);
		const child = spawn(file, args, { stdio, env: environment, cwd: '/', detached: true });
		child.once('error', ({ message }) => fail(id, pairs, message));
		// Without a number there is no process, and the error that says why is on its way.
		if (child.pid === undefined) return;
		children.set(id, child);
		child.once('exit', (code, signal) => {
			children.delete(id);
			report({ type: 'ended', id, code, signal });
		});
		setKernelLimits(libc, limits, child.pid);
		if (program) compileOnce(program);
		report({ type: 'started', id, pid: child.pid, ends: endsOf(pairs) });
	} catch (error) {
		children.get(id)?.kill('SIGKILL');
		fail(id, pairs, (error as Error).message);
	} finally {
		for (const { theirs } of pairs) closeSync(theirs);
	}
}

/** While the process starts, which needs it later. */
function compileOnce(file: string): void {
	if (compiled.has(file)) return;
	compiled.add(file);
	const text = readFileSync(file, 'utf8');
	report({ type: 'compiled', text, codeCache: compile(file, text).createCachedData() });
}

function fail(id: number, pairs: readonly Pair[], message: string): void {
	for (const { mine } of pairs) closeSync(mine);
	report({ type: 'failed', id, message });
}

/** Both block, until the host's event loop takes its end over. */
function socketPair({ mustCall }: Libc): Pair {
	const both = Buffer.alloc(8);
	mustCall('socketpair', unixSocket, streamSocket | closeOnExec, 0, both);
	return { mine: both.readInt32LE(0), theirs: both.readInt32LE(4) };
}

/** `/dev/null` stands in for what the process would inherit besides, and for its standard output. */
function stdioOf(pairs: readonly Pair[], inherited: readonly number[]): ('ignore' | number)[] {
	const length = 1 + Math.max(...Object.values(places), ...inherited);
	const stdio = Array.from({ length }, (_, fd) => (fd <= 2 || inherited.includes(fd) ? nothing : 'ignore'));
	for (const [at, name] of endNames.entries()) stdio[places[name]] = pairs[at]?.theirs ?? nothing;
	return stdio;
}

function endsOf(pairs: readonly Pair[]): Ends {
	return Object.fromEntries(endNames.map((name, at) => [name, pairs[at]?.mine])) as Ends;
}
