/** Which process a confined guest runs in, as its host sees it. */
import { readFileSync } from 'node:fs';
import { descendantsOf } from '../bombs/proc.ts';

/** The process among this one's descendants that started last: bwrap's processes are a carrier's parents, and so is what it is a copy of. */
export function carrierPid(): number {
	const started = descendantsOf(process.pid).map((pid) => ({ pid, at: startOf(pid) }));
	return started.reduce((last, one) => (one.at >= last.at ? one : last), { pid: 0, at: 0 }).pid;
}

/** In ticks since the machine started; 0 for a process that is gone. Numbers of processes begin anew, times do not. */
function startOf(pid: number): number {
	try {
		return Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').pop()?.split(' ')[19]);
	} catch {
		return 0;
	}
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
