/**
 * The driver `landlock`: a launcher in JavaScript that confines itself, then becomes the carrier.
 *
 * Runs on: host.
 */
import { launcherProgram } from '../carrier/program.ts';
import type { KernelLimits } from './kernel-limits.ts';
import type { Readable } from './ruleset.ts';
import type { Launch } from './launch.ts';
import { callsKernel, confinedFlags } from './node-flags.ts';
import type { LaunchOrder } from './launch-order.ts';

/** The command line for it. Starts {@link file://./launcher.ts}. */
export function landlock(args: readonly string[], { read, execute }: Readable, limits: KernelLimits): Launch {
	const order: LaunchOrder = { read, execute, limits, carrier: [...confinedFlags, ...args] };
	return {
		file: process.execPath,
		args: [...callsKernel, launcherProgram(), JSON.stringify(order)],
		boundary: 'confined-process',
		confined: 'landlock',
	};
}
