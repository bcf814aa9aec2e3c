/**
 * What the operating system says of a carrier's memory and processor time.
 *
 * Runs on: host.
 * Trusts: the kernel. A guest has no say in these numbers.
 */
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';

/** Whether this system has `/proc`. Elsewhere nothing is measured, and engines do not promise the limit. */
export const hasProc = existsSync('/proc/self/statm');

/** Both are `undefined` where the system does not say, or no longer does. */
export interface Gauge {
	residentBytes(): number | undefined;
	cpuMs(): number | undefined;
	close(): void;
}

/** Node does not tell the size of a page; the same memory in bytes and in pages does. */
const pageBytes = hasProc
	? 2 ** Math.round(Math.log2(process.memoryUsage.rss() / residentPages(readFileSync('/proc/self/statm', 'latin1'))))
	: 0;

function residentPages(statm: string): number {
	return Number(statm.split(' ', 2)[1]);
}

/** Linux gives processor time in ticks of 10 ms, whatever the kernel's own clock. */
const tickMs = 10;

/** Reads a whole process. */
export function processGauge(pid: number | undefined): Gauge {
	const memory = openProc(pid && `/proc/${pid}/statm`);
	const stat = openProc(pid && `/proc/${pid}/stat`);
	return {
		residentBytes() {
			const statm = memory.read();
			return statm === undefined ? undefined : residentPages(statm) * pageBytes;
		},
		cpuMs() {
			// The name of the program, in parentheses, may hold anything; the fields that count come after it.
			const fields = stat.read()?.split(') ').pop()?.split(' ');
			return fields === undefined ? undefined : (Number(fields[11]) + Number(fields[12])) * tickMs;
		},
		close() {
			memory.close();
			stat.close();
		},
	};
}

/** Reads a thread of this process. Threads share their memory, so that only processor time is known. */
export function threadGauge(thread: number | undefined): Gauge {
	const schedule = openProc(thread && `/proc/self/task/${thread}/schedstat`);
	return {
		residentBytes: () => undefined,
		cpuMs() {
			const nanoseconds = schedule.read()?.split(' ', 1)[0];
			return nanoseconds === undefined ? undefined : Number(nanoseconds) / 1e6;
		},
		close: schedule.close,
	};
}

interface ProcFile {
	read(): string | undefined;
	close(): void;
}

/** Keeps the file open: a number that another process has taken over is then never read. */
function openProc(path: string | undefined | 0): ProcFile {
	const buffer = Buffer.alloc(1024);
	let fd: number | undefined;
	try {
		if (path) fd = openSync(path, 'r');
	} catch {
		fd = undefined;
	}
	return {
		read() {
			if (fd === undefined) return undefined;
			try {
				const length = readSync(fd, buffer, 0, buffer.length, 0);
				return length > 0 ? buffer.toString('latin1', 0, length) : undefined;
			} catch {
				return undefined;
			}
		},
		close() {
			if (fd !== undefined) closeSync(fd);
			fd = undefined;
		},
	};
}
