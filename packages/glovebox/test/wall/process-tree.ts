/** Which process a confined guest runs in, as its host sees it. */
import { readFileSync } from 'node:fs';
import { childrenOf } from '../bombs/proc.ts';

/** The last of this process's children, or what runs at the end of that one's line: bwrap's processes are a carrier's parents. */
export function carrierPid(): number {
	let pid = childrenOf(process.pid).at(-1) ?? 0;
	for (let child = childrenOf(pid)[0]; child; child = childrenOf(pid)[0]) pid = child;
	return pid;
}

/** Whether a process is gone, or dead and not yet reaped, within so long. */
export async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
	for (const until = performance.now() + withinMs; performance.now() < until; ) {
		if (!isRunning(pid)) return true;
		await new Promise((resolve) => setTimeout(resolve, 2));
	}
	return !isRunning(pid);
}

export function isRunning(pid: number): boolean {
	try {
		return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
	} catch {
		return false;
	}
}
