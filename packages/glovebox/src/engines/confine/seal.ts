/**
 * The last step of confinement, taken by the carrier itself once nothing is left to be loaded.
 *
 * Runs on: carrier process, before any guest.
 */
import { closeSync, openSync } from 'node:fs';
import { getSystemErrorName } from 'node:util';
import { amaroFiles, openAmaro } from '../../core/prepare/amaro.ts';
import { hasForeignFunctions, type Libc, openLibc } from './libc.ts';
import { sealedPolicy } from './policies.ts';
import { type Attempts, type Confined, forbiddenCalls, forbiddenFile } from './proof.ts';
import { assemble } from './bpf.ts';
import { installFilter } from './seccomp.ts';
import { type Architecture, thisArchitecture } from './syscalls.ts';

const setDumpable = 4;
/** `ptrace` of nobody, `clone` with CLONE_SIGHAND alone, which the kernel refuses in another way; the rest does nothing. */
const harmless: Readonly<Record<(typeof forbiddenCalls)[number], () => readonly (number | Uint8Array)[]>> = {
	openat: () => [-100, Buffer.from('/\0'), 0, 0],
	execve: () => [0, 0, 0],
	socket: () => [1, 1, 0],
	kill: () => [process.ppid, 0],
	clone: () => [0x800, 0, 0, 0, 0],
	unshare: () => [0],
	ptrace: () => [-1, 0, 0, 0],
	process_vm_readv: () => [process.ppid, 0, 0, 0, 0, 0],
};

/** Closes this process off from files, programs, sockets and other processes, in all its threads; tells what it then tried in vain. */
export function sealSelf(confined: Confined): Attempts {
	const file = tryFile();
	// Without node:ffi, an empty root and the filter it was started under stand alone.
	if (confined === 'bubblewrap' && !hasForeignFunctions()) return { file, calls: {} };
	const libc = openLibc();
	// All that guests may need later and that is still on the disk.
	openAmaro();
	// Another process of the same user cannot look into this one; the host needs to, where namespaces are the proof.
	if (confined === 'landlock') libc.mustCall('prctl', setDumpable, 0, 0, 0, 0);
	installFilter(libc, sealedPolicy(process.pid));
	return { file, calls: tryCalls(libc) };
}

/** Does all of it that does nothing to this process, so that its copies find the code compiled. */
export function practiseSeal(): void {
	tryFile();
	amaroFiles();
	assemble(sealedPolicy(process.pid), thisArchitecture() as Architecture);
	tryCalls(openLibc());
}

function tryFile(): string {
	try {
		closeSync(openSync(forbiddenFile, 'r'));
		return 'done';
	} catch (error) {
		return (error as NodeJS.ErrnoException).code ?? 'unknown';
	}
}

function tryCalls(libc: Libc): Attempts['calls'] {
	return Object.fromEntries(forbiddenCalls.map((name) => [name, tryCall(libc, name)]));
}

function tryCall({ call }: Libc, name: (typeof forbiddenCalls)[number]): string {
	const result = call(name, ...harmless[name]());
	return result < 0 ? getSystemErrorName(result) : 'done';
}
