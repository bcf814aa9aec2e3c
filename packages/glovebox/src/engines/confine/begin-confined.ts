/**
 * The first thing that a carrier does which a launch thread started: it takes away what that needed to start it.
 *
 * Runs on: carrier process, before it loads anything.
 */
import { encodeFrame } from '../carrier/frame.ts';
import type { CarrierWire } from '../carrier/wire.ts';
import { inheritsConfinement } from './launch.ts';
import { openLibc } from './libc.ts';
import { loadingPolicy } from './policies.ts';
import { setApart } from './ruleset.ts';
import { installFilter } from './seccomp.ts';
import { isZygote } from './zygote-order.ts';

const setParentDeathSignal = 1;
const killSignal = 9;

/** Other programs, sockets and other processes are out of reach then. Where that cannot be, the process says so and ends. */
export function beginConfined(wire: CarrierWire): void {
	if (!process.argv.includes(inheritsConfinement)) return;
	try {
		const libc = openLibc();
		// A guest that never lets go of its thread would not see the end of the wire.
		libc.mustCall('prctl', setParentDeathSignal, killSignal, 0, 0, 0);
		// All that a launch thread starts would be one to Landlock.
		setApart(libc);
		// A zygote goes on starting processes, and its copies have nothing left to load.
		if (!process.argv.includes(isZygote)) installFilter(libc, loadingPolicy(process.pid));
	} catch (error) {
		wire.send(
			encodeFrame('refused', 0, JSON.stringify(['GLOVEBOX_BOUNDARY', `the process cannot be confined: ${(error as Error).message}`])),
		);
		process.exit(1);
	}
}
