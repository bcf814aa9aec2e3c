/**
 * Keeps the host's descriptors out of its child processes. Node marks its own as not to be inherited, but neither what an addon
 * opened nor what the host itself inherited beyond the first sixteen (libuv 1.52).
 *
 * Runs on: host.
 */
import type { StdioOptions } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { hasProc } from './gauge.ts';

const folder = '/proc/self/fdinfo';
const closedOnExec = 0o2000000;

/** Calls with what a child is to get, in which `/dev/null` stands in for each descriptor that it would inherit besides. */
export function withoutInheritance<T>(stdio: readonly ('pipe' | 'ignore')[], start: (stdio: StdioOptions) => T): T {
	const inherited = inheritedDescriptors().filter((fd) => fd >= stdio.length);
	if (inherited.length === 0) return start([...stdio]);
	const all: ('pipe' | 'ignore' | number)[] = [...stdio];
	while (all.length <= Math.max(...inherited)) all.push('ignore');
	const nothing = openSync('/dev/null', 'r');
	for (const fd of inherited) all[fd] = nothing;
	try {
		return start(all);
	} finally {
		closeSync(nothing);
	}
}

/** Those that a child would have besides its standard ones. */
export function inheritedDescriptors(): readonly number[] {
	if (!hasProc) return [];
	return readdirSync(folder)
		.map(Number)
		.filter((fd) => fd > 2 && isInherited(fd));
}

function isInherited(fd: number): boolean {
	try {
		const flags = /^flags:\s*(\d+)$/m.exec(readFileSync(`${folder}/${fd}`, 'latin1'))?.[1] ?? '';
		return (Number.parseInt(flags, 8) & closedOnExec) === 0;
	} catch {
		// The one that listed the folder.
		return false;
	}
}
