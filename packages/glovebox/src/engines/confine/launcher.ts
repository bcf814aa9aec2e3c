/**
 * Takes this process's rights away, one kind after the other, then becomes the carrier: `launcher <order as JSON>`.
 *
 * Runs on: launcher, a Node process between host and carrier that ends by `execve`.
 * Trusts: the host. Landlock binds the calling thread only (ABI 7), so it must be in force before the carrier's threads exist.
 */
import { writeSync } from 'node:fs';
import { encodeFrame } from '../carrier/frame.ts';
import { descriptors } from '../carrier/wire.ts';
import { setKernelLimits } from './kernel-limits.ts';
import { restrictFiles } from './ruleset.ts';
import type { LaunchOrder } from './launch-order.ts';
import { type Libc, openLibc } from './libc.ts';
import { loadingPolicy } from './policies.ts';
import { installFilter } from './seccomp.ts';

const setNoNewPrivileges = 38;
const setParentDeathSignal = 1;
const killSignal = 9;
const lastDescriptor = Math.max(...Object.values(descriptors));
const closeOnExec = 4;
const setDescriptorFlags = 2;
const anyDescriptor = 0xffffffff;

const order = JSON.parse(process.argv[2] ?? '') as LaunchOrder;
try {
	confineSelf(openLibc(), order);
} catch (error) {
	refuseToLaunch(error);
}
process.execve?.(process.execPath, [process.execPath, ...order.carrier], { ...process.env });

function confineSelf(libc: Libc, { limits, ...readable }: LaunchOrder): void {
	const { mustCall } = libc;
	mustCall('prctl', setNoNewPrivileges, 1, 0, 0, 0);
	mustCall('close_range', lastDescriptor + 1, anyDescriptor, closeOnExec);
	// Node lets no program inherit what it inherited itself.
	for (const fd of Object.values(descriptors)) mustCall('fcntl', fd, setDescriptorFlags, 0);
	setKernelLimits(libc, limits);
	restrictFiles(libc, readable);
	dropCapabilities(libc);
	// A guest that never lets go of its thread would not see the end of the wire.
	mustCall('prctl', setParentDeathSignal, killSignal, 0, 0, 0);
	installFilter(libc, loadingPolicy(process.pid));
}

/** Root without capabilities is a user like any other. Under no_new_privs, execve does not bring them back. */
function dropCapabilities({ mustCall }: Libc): void {
	const header = Buffer.alloc(8);
	header.writeUInt32LE(0x20080522, 0);
	mustCall('capset', header, Buffer.alloc(24));
}

/** Answers for the carrier that will not be. */
function refuseToLaunch(error: unknown): never {
	const refusal = JSON.stringify(['GLOVEBOX_BOUNDARY', `the process cannot be confined: ${(error as Error).message}`]);
	writeSync(descriptors.output, encodeFrame('refused', 0, refusal));
	process.exit(1);
}
