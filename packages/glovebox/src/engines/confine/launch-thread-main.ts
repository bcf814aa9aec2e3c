/**
 * A thread of the host that gives up its rights for good, then starts carriers, which inherit what it has left.
 *
 * Runs on: launch thread.
 * Trusts: the host. Landlock, `no_new_privs` and capabilities are a thread's own in Linux: the host's other threads keep theirs.
 */
import { closeSync, openSync, readFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { compile } from '../carrier/compile.ts';
import { encodeFrame } from '../carrier/frame.ts';
import type { SentProgram } from '../carrier/wire.ts';
import { dropCapabilities } from './drop-capabilities.ts';
import { setKernelLimits } from './kernel-limits.ts';
import { commandOf, type Ends, type LaunchOrder, type LaunchReport, type LaunchThreadData } from './launch-order.ts';
import { type Libc, openLibc } from './libc.ts';
import { launchingPolicy } from './policies.ts';
import { forbiddenFile } from './proof.ts';
import { restrictFiles } from './ruleset.ts';
import { installFilter } from './seccomp.ts';
import { type Pair, socketPairs } from './socket-pairs.ts';
import { startProcess } from './start-process.ts';
import { Zygote } from './zygote.ts';

const setNoNewPrivileges = 38;

type StartOrder = Extract<LaunchOrder, { type: 'start' }>;

/** Something started, whatever by. */
interface Started {
	kill(): void;
}

const endNames = ['input', 'stderr', 'output', 'lifeLine'] as const satisfies (keyof Ends)[];
const { port, told, reach } = workerData as LaunchThreadData;
const started = new Map<number, Started>();
/** By what they are started with. */
const zygotes = new Map<string, Zygote>();
const compiled = new Map<string, SentProgram>();
begin();

function begin(): void {
	try {
		const libc = openLibc();
		giveUpRights(libc);
		if (canRead(forbiddenFile)) throw new Error(`Landlock leaves "${forbiddenFile}" readable`);
		port.on('message', (order: LaunchOrder) => obey(libc, order));
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

function obey(libc: Libc, order: LaunchOrder): void {
	const { type, id } = order;
	if (type === 'kill') return started.get(id)?.kill();
	const known = type === 'copy' ? zygotes.get(zygoteKey(order.command)) : undefined;
	if (type === 'copy' && known === undefined) return report({ type: 'unknown', id });
	let pairs: readonly Pair[] = [];
	try {
		pairs = socketPairs(libc, endNames.length);
		const zygote = known ?? (type === 'start' && order.hello ? zygoteFor(libc, order, order.hello) : undefined);
		if (zygote) copy(zygote, order, pairs);
		else if (type === 'start') startAnew(libc, order, pairs);
	} catch (error) {
		started.get(id)?.kill();
		fail(id, pairs, (error as Error).message);
	} finally {
		for (const { theirs } of pairs) closeSync(theirs);
	}
}

function startAnew(libc: Libc, order: StartOrder, pairs: readonly Pair[]): void {
	const { id, limits, program } = order;
	const child = startProcess(order, pairs);
	child.once('error', ({ message }) => fail(id, pairs, message));
	// Without a number there is no process, and the error that says why is on its way.
	if (child.pid === undefined) return;
	started.set(id, { kill: () => child.kill('SIGKILL') });
	child.once('exit', (code, signal) => {
		started.delete(id);
		report({ type: 'ended', id, code, signal });
	});
	setKernelLimits(libc, limits, child.pid);
	if (program) compileOnce(program);
	report({ type: 'started', id, isCopy: false, pid: child.pid, ends: endsOf(pairs) });
}

function copy(zygote: Zygote, { id, limits }: Pick<StartOrder, 'id' | 'limits'>, pairs: readonly Pair[]): void {
	started.set(id, { kill: () => zygote.kill(id) });
	zygote.copy(id, limits, pairs, {
		onCopied: (pid) => report({ type: 'started', id, isCopy: true, pid, ends: endsOf(pairs) }),
		onEnded(ended) {
			started.delete(id);
			if (ended.type === 'failed') fail(id, pairs, ended.message);
			else report(ended);
		},
	});
}

/** By its command line, and by the user that the host is now. */
function zygoteKey(command: string): string {
	return JSON.stringify([command, currentUser()]);
}

function currentUser(): string {
	return JSON.stringify([process.geteuid?.(), process.getegid?.(), process.getgroups?.()]);
}

/** Begun where there is none yet. */
function zygoteFor(libc: Libc, order: StartOrder, hello: Uint8Array): Zygote {
	const user = currentUser();
	for (const zygote of zygotes.values()) if (zygote.user !== user) zygote.retire();
	const key = zygoteKey(commandOf(order));
	const known = zygotes.get(key);
	if (known) return known;
	const zygote = new Zygote(libc, order, user, () => {
		if (zygotes.get(key) === zygote) zygotes.delete(key);
	});
	zygotes.set(key, zygote);
	if (order.program) zygote.hear(programFrame(order.program));
	zygote.hear(hello);
	return zygote;
}

function programFrame(file: string): Uint8Array {
	const { text, codeCache } = compileOnce(file);
	return encodeFrame('program', 0, text, [codeCache]);
}

/** While the first process starts, which needs it later. */
function compileOnce(file: string): SentProgram {
	const known = compiled.get(file);
	if (known) return known;
	const text = readFileSync(file, 'utf8');
	const program = { text, codeCache: compile(file, text).createCachedData() };
	compiled.set(file, program);
	report({ type: 'compiled', ...program });
	return program;
}

function fail(id: number, pairs: readonly Pair[], message: string): void {
	for (const { mine } of pairs) closeSync(mine);
	report({ type: 'failed', id, message });
}

function endsOf(pairs: readonly Pair[]): Ends {
	return Object.fromEntries(endNames.map((name, at) => [name, pairs[at]?.mine])) as Ends;
}
