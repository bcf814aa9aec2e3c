/**
 * Puts a filter of system calls on this process, for good.
 *
 * Runs on: launch thread and carriers.
 */
import { assemble, instructionBytes, type Policy } from './bpf.ts';
import type { Libc } from './libc.ts';
import { thisArchitecture } from './syscalls.ts';

const setFilter = 1;
const synchroniseThreads = 1;

/** Throws where it is not in force afterwards, by default in every thread of this process. */
export function installFilter({ call, addressOf }: Libc, policy: Policy, where: 'process' | 'thread' = 'process'): void {
	const architecture = thisArchitecture();
	if (architecture === undefined) throw new Error(`no filter is known for ${process.arch}`);
	const program = assemble(policy, architecture);
	// `struct sock_fprog`: the number of instructions, and their address.
	const header = Buffer.alloc(16);
	header.writeUInt16LE(program.length / instructionBytes, 0);
	header.writeBigUInt64LE(addressOf(program), 8);
	const result = call('seccomp', setFilter, where === 'process' ? synchroniseThreads : 0, header);
	// A positive result is the number of a thread that could not be synchronised.
	if (result !== 0) throw new Error(`seccomp failed: ${result}`);
}
