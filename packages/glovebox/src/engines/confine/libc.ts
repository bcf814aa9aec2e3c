/**
 * System calls by name, through `node:ffi` (Node 26, `--experimental-ffi`).
 *
 * Runs on: launch thread and carriers.
 */
import { getSystemErrorName } from 'node:util';
import { type Architecture, type SyscallName, syscallNumber, thisArchitecture } from './syscalls.ts';

/** Calls the kernel. Gives what the call gives, or the negative error number. Buffers are passed by address. */
export type SystemCall = (name: SyscallName, ...args: readonly (number | bigint | Uint8Array)[]) => number;

export interface Libc {
	readonly call: SystemCall;
	/** As `call`, for a call that must not fail: throws. */
	readonly mustCall: SystemCall;
	/** Where a buffer is, for a structure that points to it. Valid while the buffer is in use. */
	addressOf(buffer: Uint8Array): bigint;
}

/** Whether this Node can call the kernel at all. */
export function hasForeignFunctions(): boolean {
	return process.getBuiltinModule('node:ffi') !== undefined;
}

const opened: { libc?: Libc } = {};

/** The same for the life of this process. Throws where this Node has no `node:ffi`, or this system no table of calls. */
export function openLibc(): Libc {
	opened.libc ??= open();
	return opened.libc;
}

function open(): Libc {
	const architecture = thisArchitecture();
	if (architecture === undefined) throw new Error(`no system calls are known for ${process.platform} ${process.arch}`);
	const ffi = foreign();
	// The names are those of glibc and musl alike, found in the running program itself.
	const { functions } = ffi.dlopen(null, {
		syscall: { return: 'i64', arguments: ['i64', 'u64', 'u64', 'u64', 'u64', 'u64', 'u64'] },
		__errno_location: { return: 'pointer', arguments: [] },
	});
	const addressOf = (buffer: Uint8Array) => ffi.getRawPointer(buffer);

	function call(...[name, ...args]: Parameters<SystemCall>): number {
		const number = syscallNumber(name, architecture as Architecture);
		if (number === undefined) throw new Error(`${process.arch} has no call "${name}"`);
		const words = args.map((value) => (typeof value === 'object' ? addressOf(value) : BigInt.asUintN(64, BigInt(value))));
		const [first = 0n, second = 0n, third = 0n, fourth = 0n, fifth = 0n, sixth = 0n] = words;
		const result = functions['syscall'](BigInt(number), first, second, third, fourth, fifth, sixth);
		return result === -1n ? -ffi.getInt32(functions['__errno_location']() as bigint) : Number(result);
	}

	function mustCall(...[name, ...args]: Parameters<SystemCall>): number {
		const result = call(name, ...args);
		if (result < 0) throw new Error(`${name} failed: ${getSystemErrorName(result)}`);
		return result;
	}

	return { call, mustCall, addressOf };
}

function foreign() {
	const ffi = process.getBuiltinModule('node:ffi');
	if (ffi === undefined) throw new Error(`Node ${process.version} has no node:ffi`);
	return ffi;
}

/** What copies a process. */
export interface Fork {
	/** The C library's own, which sees to its locks: 0 in the copy, which has this thread alone; below 0 where there is none. */
	fork(): number;
	/** In the copy: the event loop shares nothing with the first process's any more. Not while the loop waits. */
	renewLoop(): void;
}

/** Throws where Node does not show its event loop. */
export function openFork(): Fork {
	const { functions } = foreign().dlopen(null, {
		fork: { return: 'i32', arguments: [] },
		uv_default_loop: { return: 'pointer', arguments: [] },
		uv_loop_fork: { return: 'i32', arguments: ['pointer'] },
	});
	return {
		fork: () => functions['fork']() as number,
		renewLoop() {
			const result = functions['uv_loop_fork'](functions['uv_default_loop']() as bigint) as number;
			if (result < 0) throw new Error(`the event loop cannot be made anew: ${getSystemErrorName(result)}`);
		},
	};
}
