/**
 * The proof of a confinement: what the carrier tried in vain, and what the kernel says of it to the host.
 *
 * Runs on: host (checks) and carriers (the shape).
 * Trusts: the kernel; and the carrier's own word, given before any guest came, only where the kernel shows nothing to others.
 */
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { amaroFiles } from '../../core/prepare/amaro.ts';

/** The ways to confine a process that make a boundary. */
export type Confined = 'landlock' | 'bubblewrap';

/** What became of things that must be impossible: error codes, or `'done'`. */
export interface Attempts {
	/** Reading a file that everybody may read, before the carrier was sealed. */
	readonly file: string;
	/** System calls after it was sealed; none where there is no `node:ffi` to seal it with. */
	readonly calls: Readonly<Record<string, string>>;
}

/** The file of {@link Attempts.file}: it exists wherever there is a `/proc`. */
export const forbiddenFile = '/proc/version';
/** What reading it comes to: Landlock refuses, and in an empty root it is not there. */
const refusals = { landlock: 'EACCES', bubblewrap: 'ENOENT' } as const;
/** Each is tried with arguments that do nothing where it is let through. */
export const forbiddenCalls = ['openat', 'execve', 'socket', 'kill', 'clone', 'unshare', 'ptrace', 'process_vm_readv'] as const;

/** `/proc/<pid>/status` of a confined process. */
const kernelWords = { NoNewPrivs: '1', Seccomp: '2', CapEff: '0000000000000000' } as const;
const ownNamespaces = ['mnt', 'net', 'pid', 'ipc', 'uts', 'user'] as const;

/** Why this carrier is not confined as it should be, `undefined` where it is. */
export function findFlaw(confined: Confined, attempts: unknown, pid: number | undefined): string | undefined {
	if (pid === undefined) return 'its process cannot be found';
	try {
		const flaw = flawInAttempts(confined, attempts) ?? flawInStatus(pid);
		// A launch thread passes on no descriptors but the wire, and shares the host's namespaces.
		if (flaw !== undefined || confined === 'landlock') return flaw;
		return flawInNamespaces(pid) ?? flawInDescriptors(pid);
	} catch (error) {
		return (error as Error).message;
	}
}

function flawInAttempts(confined: Confined, attempts: unknown): string | undefined {
	const { file, calls } = (attempts ?? {}) as Partial<Attempts>;
	if (file !== refusals[confined]) return `reading "${forbiddenFile}" came to "${file}"`;
	const results = new Map<string, unknown>(Object.entries(calls ?? {}));
	// Without node:ffi, a mount namespace and the loader's filter stand alone.
	if (confined === 'bubblewrap' && results.size === 0) return undefined;
	const open = forbiddenCalls.find((name) => results.get(name) !== 'EPERM');
	return open && `the call "${open}" came to "${results.get(open)}"`;
}

function flawInStatus(pid: number): string | undefined {
	const status = readFileSync(`/proc/${pid}/status`, 'latin1');
	for (const [name, expected] of Object.entries(kernelWords)) {
		const found = new RegExp(`^${name}:\\s*(\\S+)$`, 'm').exec(status)?.[1];
		if (found !== expected) return `the kernel says "${name}: ${found}"`;
	}
	return undefined;
}

function flawInNamespaces(pid: number): string | undefined {
	const shared = ownNamespaces.find((name) => readlinkSync(`/proc/${pid}/ns/${name}`) === readlinkSync(`/proc/self/ns/${name}`));
	return shared && `it shares the "${shared}" namespace with the host`;
}

/** A file that it did not open itself, or another end of what the host has: bwrap passes on what a host's addon opened without the mark not to be inherited. */
function flawInDescriptors(pid: number): string | undefined {
	const held = descriptorsOf('self');
	const ownFiles = ['/dev/null', ...amaroFiles().map((file) => realpathSync(file))];
	return descriptorsOf(pid)
		.filter(
			(target) => !ownFiles.includes(target) && (target.startsWith('/') || (/^(?:socket|pipe):/.test(target) && held.includes(target))),
		)
		.map((target) => `it holds a descriptor of the host, "${target}"`)[0];
}

/** What each descriptor is. The one that lists the folder is gone by the time it is looked at. */
function descriptorsOf(pid: number | 'self'): readonly string[] {
	return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
		try {
			return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
		} catch {
			return [];
		}
	});
}
