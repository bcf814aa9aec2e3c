/**
 * How a carrier process is started: as it is, or behind a launcher that takes its rights away before Node runs.
 *
 * Runs on: host.
 */
import type { Boundary } from '../../core/engine.ts';
import { EngineError } from '../../core/errors.ts';

/** `'auto'` takes the strongest that works here, `'none'` leaves the process as it is; the others are refused where they do not work. */
export const confinements = ['auto', 'landlock', 'bubblewrap', 'none'] as const;
export type Confinement = (typeof confinements)[number];

/** A command line, and the boundary that it makes; `undefined` where it adds none to the process. */
export interface Launch {
	readonly file: string;
	readonly args: readonly string[];
	readonly boundary: Boundary | undefined;
}

/** The command line that starts `args` of Node so confined. This is where a launcher comes in; there is none yet. */
export function confine(confinement: Confinement, args: readonly string[]): Launch {
	if (confinement === 'landlock' || confinement === 'bubblewrap') {
		throw new EngineError('GLOVEBOX_BOUNDARY', `Cannot confine the process: "${confinement}" is not available; use "none", or "auto"`);
	}
	return { file: process.execPath, args, boundary: undefined };
}
