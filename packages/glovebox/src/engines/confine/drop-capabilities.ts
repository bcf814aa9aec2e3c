/**
 * What a privileged host could do beyond others is not for its carriers.
 *
 * Runs on: launch thread.
 */
import type { Libc } from './libc.ts';

const dropFromBounds = 24;
const ambient = 47;
const clearAll = 4;
/** As of linux/capability.h, version 3: effective, permitted and inheritable, in two halves. */
const version = 0x20080522;
const wordBytes = 4;
const inheritable = 2;
const halves = 2;

/**
 * Leaves what this thread starts without capabilities, root's programs as well, as long as `no_new_privs` is set. The thread keeps its own
 * where it can: the C library ends a host that changes its user if one of its threads may not follow.
 */
export function dropCapabilities(libc: Libc): void {
	const header = Buffer.alloc(8);
	header.writeUInt32LE(version, 0);
	const sets = Buffer.alloc(halves * 3 * wordBytes);
	if (emptyBounds(libc)) {
		libc.mustCall('prctl', ambient, clearAll, 0, 0, 0);
		libc.mustCall('capget', header, sets);
		for (let half = 0; half < halves; half += 1) sets.writeUInt32LE(0, (3 * half + inheritable) * wordBytes);
	}
	libc.mustCall('capset', header, sets);
}

/** Whether this thread may take capabilities from what it starts while it has them itself. */
function emptyBounds({ call }: Libc): boolean {
	for (let capability = 0; ; capability += 1) {
		const result = call('prctl', dropFromBounds, capability, 0, 0, 0);
		// The first that this kernel does not know.
		if (result < 0) return capability > 0;
	}
}
