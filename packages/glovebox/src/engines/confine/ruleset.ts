/**
 * Landlock: from now on, this thread and what it becomes by execve can reach only the files it is told.
 *
 * Runs on: launch thread and carriers.
 */
import { closeSync, openSync, statSync } from 'node:fs';
import { getSystemErrorName } from 'node:util';
import type { Libc } from './libc.ts';

/** Rights of linux/landlock.h. */
const rights = { execute: 1 << 0, readFile: 1 << 2, readFolder: 1 << 3 } as const;
/** How many rights over files each version of Landlock can take away; what it does not know yet is the filter's to refuse. */
const fileRights = [0, 13, 14, 15, 15, 16] as const;
/** Versions from which TCP, and signals and abstract sockets, can be taken away. */
const versions = { network: 4, scopes: 6 } as const;
const createVersion = 1;
const rulePathBeneath = 1;
const openPath = 0o10000000 | 0o2000000;
/** What it means when the kernel does not tell its version. */
const problems: ReadonlyMap<string, string> = new Map([
	['ENOSYS', 'this kernel has no Landlock; Linux 5.13 and later have'],
	['ENOTSUP', 'Landlock is switched off: start the kernel with "landlock" in its lsm= list'],
	['EPERM', 'the container this runs in refuses Landlock: its seccomp profile must allow the calls landlock_*'],
]);

export interface Readable {
	/** Files and whole folders. */
	readonly read: readonly string[];
	/** Files that may be executed, and read. */
	readonly execute: readonly string[];
	/** Links to what can be read, for a root that is made anew. */
	readonly links: readonly string[];
}

/** Takes away every right over files, TCP, other processes' signals and abstract sockets, except to read and execute what is listed. */
export function restrictFiles(libc: Libc, { read, execute }: Omit<Readable, 'links'>): void {
	const { mustCall } = libc;
	const attributes = rulesetAttributes(landlockVersion(libc));
	const ruleset = mustCall('landlock_create_ruleset', attributes, attributes.length, 0);
	for (const path of read) allow(mustCall, ruleset, path, rights.readFile);
	for (const path of execute) allow(mustCall, ruleset, path, rights.readFile | rights.execute);
	mustCall('landlock_restrict_self', ruleset, 0);
	closeSync(ruleset);
}

/**
 * Sets this thread, and those it starts, apart from others under the same rules: no signals to them, and no look into them. Reading is
 * left as it is.
 */
export function setApart(libc: Libc): void {
	const { mustCall } = libc;
	const attributes = rulesetAttributes(landlockVersion(libc), BigInt(rights.execute | rights.readFile | rights.readFolder));
	const ruleset = mustCall('landlock_create_ruleset', attributes, attributes.length, 0);
	mustCall('landlock_restrict_self', ruleset, 0);
	closeSync(ruleset);
}

/** Of its interface. Throws, with what would help, where the kernel has none. */
function landlockVersion({ call }: Libc): number {
	const version = call('landlock_create_ruleset', 0, 0, createVersion);
	if (version > 0) return version;
	const problem = getSystemErrorName(version);
	throw new Error(problems.get(problem) ?? `landlock_create_ruleset failed: ${problem}`);
}

/** `struct landlock_ruleset_attr`, as long as this version of Landlock knows it, for all rights over files but some. */
function rulesetAttributes(version: number, untouched = 0n): Buffer {
	const bits = fileRights[Math.min(version, fileRights.length - 1)] ?? 0;
	const words = [(2n ** BigInt(bits) - 1n) & ~untouched];
	if (version >= versions.network) words.push(0b11n);
	if (version >= versions.scopes) words.push(0b11n);
	const attributes = Buffer.alloc(8 * words.length);
	for (const [index, word] of words.entries()) attributes.writeBigUInt64LE(word, 8 * index);
	return attributes;
}

/** A path that does not exist needs no right. */
function allow(mustCall: Libc['mustCall'], ruleset: number, path: string, access: number): void {
	const stat = statSync(path, { throwIfNoEntry: false });
	if (stat === undefined) return;
	const fd = openSync(path, openPath);
	// `struct landlock_path_beneath_attr`, packed.
	const rule = Buffer.alloc(12);
	rule.writeBigUInt64LE(BigInt(stat.isDirectory() ? access | rights.readFolder : access), 0);
	rule.writeInt32LE(fd, 8);
	mustCall('landlock_add_rule', ruleset, rulePathBeneath, rule, 0);
	closeSync(fd);
}
