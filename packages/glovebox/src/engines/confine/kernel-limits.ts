/**
 * What the kernel itself holds a carrier to (`setrlimit`), beside the host's watch.
 *
 * Runs on: host (numbers) and launch thread.
 */
import type { Libc } from './libc.ts';

export interface KernelLimits {
	/** Writable private memory; `null` for none. */
	readonly dataBytes: number | null;
	/** Processor time in the carrier's life. */
	readonly cpuSeconds: number;
	/** Open descriptors. */
	readonly descriptors: number;
}

/** V8 reserves the range for its code, writable, for each isolate (V8 14.6, x64 with or without protection keys). */
const codeRangeBytes = 512 * 2 ** 20;
/** Stacks of Node's threads, its heap and its tables: 64 MiB measured, Node 26.10. */
const nodeBytes = 96 * 2 ** 20;
/** What the watch lets a guest have over its budget, and as much again: the watch kills with a better reason. */
const marginBytes = 160 * 2 ** 20;
/** Isolates beside the carrier's own: `isolate` holds one for the open realm, one for the next, and one that is being disposed of. */
const innerIsolates: ReadonlyMap<string, number> = new Map([['isolate', 3]]);

/**
 * A day of processor time ends a carrier that neither its host nor the end of its wire has ended. Its wire, an event loop's worth
 * of descriptors, and one for each file that is read while loading.
 */
const lifeSeconds = 86_400;
const mostDescriptors = 64;

/** For a carrier that holds this engine, whose guests may have so much memory. */
export function kernelLimits(engine: string, memoryBytes: number): KernelLimits {
	const isolates = 1 + (innerIsolates.get(engine) ?? 0);
	const dataBytes = isolates * codeRangeBytes + nodeBytes + marginBytes + Math.ceil(memoryBytes);
	return { dataBytes: Number.isFinite(dataBytes) ? dataBytes : null, cpuSeconds: lifeSeconds, descriptors: mostDescriptors };
}

/** Numbers of asm-generic/resource.h. */
const resources = { cpu: 0, fileSize: 1, data: 2, core: 4, descriptors: 7 } as const;

/** Sets them for a process, for good: no file can grow, and no core is written. Not the number of processes, which counts the user's. */
export function setKernelLimits(libc: Libc, { dataBytes, cpuSeconds, descriptors }: KernelLimits, pid: number): void {
	lower(libc, pid, resources.cpu, cpuSeconds);
	lower(libc, pid, resources.fileSize, 0);
	lower(libc, pid, resources.core, 0);
	lower(libc, pid, resources.descriptors, descriptors);
	if (dataBytes !== null) lower(libc, pid, resources.data, dataBytes);
}

/** Whoever started the host may hold it to less already. */
function lower({ mustCall }: Libc, pid: number, resource: number, value: number): void {
	const limit = Buffer.alloc(16);
	mustCall('prlimit64', pid, resource, 0, limit);
	const hard = limit.readBigUInt64LE(8);
	const least = hard < BigInt(value) ? hard : BigInt(value);
	limit.writeBigUInt64LE(least, 0);
	limit.writeBigUInt64LE(least, 8);
	mustCall('prlimit64', pid, resource, limit, 0);
}

/** The same in a POSIX shell, which then becomes the program given after it. There, sizes are in KiB, and of files in blocks. */
export function shellWithLimits({ dataBytes, cpuSeconds, descriptors }: KernelLimits): readonly [file: string, ...args: string[]] {
	const limits = [`-t ${cpuSeconds}`, '-f 0', '-c 0', `-n ${descriptors}`];
	if (dataBytes !== null) limits.push(`-d ${Math.ceil(dataBytes / 1_024)}`);
	// A limit that cannot be set is one that is lower already.
	return ['/bin/sh', '-c', `{ ${limits.map((limit) => `ulimit ${limit};`).join(' ')} } 2>/dev/null; exec "$0" "$@"`];
}
