/** What the kernel says of this process and its children. Linux only: elsewhere there is nothing to read, and bombs are not measured. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export const hasProc = existsSync('/proc/self/statm');

const tickMs = 10;

/** The processes that a process started and that still run, the oldest first: any of its threads may have started them. */
export function childrenOf(pid: number): readonly number[] {
	const texts = list(`/proc/${pid}/task`).map((thread) => read(`/proc/${pid}/task/${thread}/children`) ?? '');
	return texts.flatMap((text) => text.split(' ').filter(Boolean).map(Number)).sort((a, b) => a - b);
}

/** As `childrenOf`, with theirs: what confines a process may stand between. */
export function descendantsOf(pid: number): number[] {
	return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

/** Resident now, and at most since it started. Both 0 for a process that is gone. */
export function memoryOf(pid: number): { readonly bytes: number; readonly mostBytes: number } {
	const status = read(`/proc/${pid}/status`) ?? '';
	const kilobytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
	return { bytes: kilobytes('VmRSS') * 1024, mostBytes: kilobytes('VmHWM') * 1024 };
}

/** Processor time of all its threads so far; `undefined` for a process that is gone. */
export function cpuMsOf(pid: number): number | undefined {
	// The name of the program, in parentheses, may hold anything; the fields that count come after it.
	const fields = read(`/proc/${pid}/stat`)?.split(') ').pop()?.split(' ');
	return fields === undefined || fields[0] === 'Z' ? undefined : (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** The threads of a process that run or would run if a processor were free. The one that asks is not counted: it always does. */
export function runnableThreadsOf(pid: number): string[] {
	const threads = list(`/proc/${pid}/task`).filter((thread) => Number(thread) !== process.pid);
	return threads.filter((thread) => / R /.test(read(`/proc/${pid}/task/${thread}/stat`)?.split(')').pop()?.slice(0, 3) ?? ''));
}

/** The names in a folder; none where it cannot be read. */
export function list(folder: string): readonly string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}

/** A file's text; `undefined` where it cannot be read. */
export function read(path: string): string | undefined {
	try {
		return readFileSync(path, 'latin1');
	} catch {
		return undefined;
	}
}
