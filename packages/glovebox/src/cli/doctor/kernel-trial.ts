/** A program that takes a file and a system call away from itself, and tells what became of them: what a confinement stands on. */

/** What it prints. */
export interface KernelTrial {
	/** The version of Landlock's interface; below 1 where there is none. */
	readonly landlock: number;
	/** What opening a file came to, once Landlock allows none: an error's code, or `opened`. */
	readonly file: string;
	/** Whether a filter of system calls could be put on; `unknown` where no call's number is known. */
	readonly filter: 'set' | 'refused' | 'unknown';
	/** What became of the call that it refuses. */
	readonly call: 'refused' | 'done';
}

/**
 * For `node --experimental-ffi -e`. Numbers are those of linux/prctl.h, linux/landlock.h, linux/seccomp.h and linux/filter.h; the calls of
 * Landlock have the same everywhere, and the call that is refused, `getppid`, does nothing.
 */
export const kernelTrial = `
const { dlopen, getRawPointer } = require('node:ffi');
const { openSync } = require('node:fs');
const { functions } = dlopen(null, {
	syscall: { return: 'i64', arguments: ['i64', 'u64', 'u64', 'u64'] },
	prctl: { return: 'i32', arguments: ['i32', 'u64', 'u64', 'u64', 'u64'] },
});
const noNewPrivileges = 38, setSeccomp = 22, filterMode = 2n, readFile = 4n;
const getppid = { x64: 110, arm64: 173 }[process.arch];
const landlock = Number(functions.syscall(444n, 0n, 0n, 1n));
functions.prctl(noNewPrivileges, 1n, 0n, 0n, 0n);

function takeFiles() {
	const attributes = Buffer.alloc(8);
	attributes.writeBigUInt64LE(readFile);
	const ruleset = functions.syscall(444n, getRawPointer(attributes), 8n, 0n);
	if (ruleset < 0n || functions.syscall(446n, BigInt(ruleset), 0n, 0n) !== 0n) return 'no rules';
	try {
		openSync('/proc/version');
		return 'opened';
	} catch (error) {
		return error.code;
	}
}

function takeCall() {
	if (getppid === undefined) return 'unknown';
	const filter = Buffer.alloc(32);
	const lines = [[0x20, 0, 0, 0], [0x15, 0, 1, getppid], [0x06, 0, 0, 0x00050001], [0x06, 0, 0, 0x7fff0000]];
	lines.forEach(([code, ifTrue, ifFalse, operand], at) => {
		filter.writeUInt16LE(code, 8 * at);
		filter.writeUInt8(ifTrue, 8 * at + 2);
		filter.writeUInt8(ifFalse, 8 * at + 3);
		filter.writeUInt32LE(operand, 8 * at + 4);
	});
	const header = Buffer.alloc(16);
	header.writeUInt16LE(lines.length, 0);
	header.writeBigUInt64LE(getRawPointer(filter), 8);
	return functions.prctl(setSeccomp, filterMode, getRawPointer(header), 0n, 0n) === 0 ? 'set' : 'refused';
}

const file = landlock > 0 ? takeFiles() : 'opened';
const filter = takeCall();
const call = getppid !== undefined && functions.syscall(BigInt(getppid), 0n, 0n, 0n) === -1n ? 'refused' : 'done';
console.log(JSON.stringify({ landlock, file, filter, call }));
`;
