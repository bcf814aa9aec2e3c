/**
 * The driver `landlock`: a launcher in JavaScript that confines itself, then becomes the carrier.
 *
 * Runs on: host.
 */
import { launcherProgram } from '../carrier/program.ts';
import type { KernelLimits } from './kernel-limits.ts';
import type { Readable } from './ruleset.ts';
import type { Launch } from './launch.ts';
import type { LaunchOrder } from './launch-order.ts';

/** Node reads OpenSSL's configuration at its start, and ends where it may not. */
const withoutConfiguration = '--openssl-config=/dev/null';
/** To call the kernel: the launcher to confine itself, the carrier to seal itself. */
export const callsKernel = ['--experimental-ffi', '--no-warnings'] as const;

/** The command line for it. Starts {@link file://./launcher.ts}. */
export function landlock(args: readonly string[], readable: Readable, limits: KernelLimits): Launch {
	const order: LaunchOrder = { ...readable, limits, carrier: [withoutConfiguration, ...callsKernel, ...args] };
	return {
		file: process.execPath,
		args: [...callsKernel, launcherProgram(), JSON.stringify(order)],
		boundary: 'confined-process',
		confined: 'landlock',
	};
}
