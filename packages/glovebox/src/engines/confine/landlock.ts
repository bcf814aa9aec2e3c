/**
 * The driver `landlock`: a thread of the host that has confined itself starts the carrier, which inherits that.
 *
 * Runs on: host.
 */
import { confinedFlags } from './node-flags.ts';
import { carrierProgram } from '../carrier/program.ts';
import type { KernelLimits } from './kernel-limits.ts';
import { inheritsConfinement, type Launch } from './launch.ts';
import { launchThread } from './launch-thread.ts';
import type { Readable } from './ruleset.ts';

/** The command line for it. Throws where no thread can be confined here. */
export function landlock(args: readonly string[], { read, execute }: Readable, limits: KernelLimits): Launch {
	const thread = launchThread({ read, execute });
	// Not the source of a checkout that has no disk to keep bundles on.
	const program = args.find((arg) => arg === carrierProgram() && !arg.endsWith('.ts'));
	return {
		file: process.execPath,
		args: [...confinedFlags, ...args, inheritsConfinement],
		boundary: 'confined-process',
		confined: 'landlock',
		starts: (launch, hello) => thread.start(launch, limits, program, hello),
	};
}
