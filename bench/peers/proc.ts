/** What the kernel says of a process and all that it started. Linux alone: elsewhere there is nothing to read, and nothing is measured. */
import { descendantsOf, list, read } from '../../packages/glovebox/test/bombs/proc.ts';

export { descendantsOf, hasProc } from '../../packages/glovebox/test/bombs/proc.ts';

const tickMs = 10;
const pageBytes = 4_096;

/** Resident memory, each page counted for as many processes as have it. Quick to read. */
export function residentBytes(pid: number): number {
	return Number(read(`/proc/${pid}/statm`)?.split(' ')[1] ?? 0) * pageBytes;
}

/** The most that was ever resident. */
export function mostResidentBytes(pid: number): number {
	return 1_024 * Number(/^VmHWM:\s+(\d+)/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1] ?? 0);
}

/** A page that several processes share is counted once, in parts: what a machine needs for all of them. */
export function shareOfBytes(pid: number): number {
	const share = /^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1];
	return share === undefined ? residentBytes(pid) : 1_024 * Number(share);
}

/** Of a process and all that it started. */
export function sumOf(measure: (pid: number) => number, pid = process.pid): number {
	return [pid, ...descendantsOf(pid)].reduce((sum, each) => sum + measure(each), 0);
}

/** Processor time of all threads so far, and of the children that have ended; 0 for a process that is gone. */
export function cpuMsOf(pid: number): number {
	return ticks(`/proc/${pid}/stat`, 4) * tickMs;
}

/** Of this process's main thread alone. */
export function mainThreadCpuMs(): number {
	return ticks(`/proc/self/task/${process.pid}/stat`, 2) * tickMs;
}

function ticks(file: string, fieldCount: number): number {
	// The name of the program, in parentheses, may hold anything; the fields that count come after it.
	const fields = read(file)?.split(') ').pop()?.split(' ') ?? [];
	return fields.slice(11, 11 + fieldCount).reduce((sum, field) => sum + Number(field), 0);
}

/** Processor time of the whole machine so far: what was used, by whomever, and all there was. */
export function machineCpuMs(): { readonly used: number; readonly all: number } {
	const fields =
		/^cpu\s+(.*)$/m
			.exec(read('/proc/stat') ?? '')?.[1]
			?.split(' ')
			.slice(0, 8)
			.map(Number) ?? [];
	const all = fields.reduce((sum, field) => sum + field, 0);
	// The fourth and the fifth are of processors that had nothing to do.
	return { used: (all - (fields[3] ?? 0) - (fields[4] ?? 0)) * tickMs, all: all * tickMs };
}

export function threadsOf(pid: number): number {
	return list(`/proc/${pid}/task`).length;
}
