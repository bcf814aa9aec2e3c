/**
 * How a carrier process is started.
 *
 * Runs on: host.
 */
import type { Boundary } from '../../core/engine.ts';
import type { Child } from '../carrier/child.ts';
import type { Confined } from './proof.ts';

/**
 * Where a started program finds a filter, instead of a standard output. Of the pipes between processes, libuv makes only those of
 * descriptors 0 to 2 block their reader, and bwrap does not wait by itself.
 */
export const filterDescriptor = 1;

/** What tells a carrier that it inherits the confinement of a launch thread, the rest of which is its own to do. */
export const inheritsConfinement = '--inherits-confinement';

/** False under Node's permission model without the right to. Node does not hold worker threads to it, so nothing else would stop those. */
export function mayStartProcesses(): boolean {
	return process.permission?.has('child') ?? true;
}

export type Environment = Readonly<Record<string, string>>;

/** A command line, and what it makes of the process. */
export interface Launch {
	readonly file: string;
	readonly args: readonly string[];
	/** All that the process has of an environment. Default nothing. */
	readonly environment?: Environment;
	/** The boundary that it makes, once proven; `undefined` where it adds none to the process. */
	readonly boundary: Boundary | undefined;
	/** What the carrier has to prove when it is ready. */
	readonly confined?: Confined;
	/** A filter of system calls, which the started program reads to its end, and closes. */
	readonly filter?: Uint8Array;
	/** Starts it where it is confined from its first instruction on. Default: in the calling thread, as it is. */
	readonly starts?: (launch: Launch, hello?: () => Uint8Array) => Promise<Child>;
	/** Finds the carrier, where the started program is only its parent. */
	findCarrier?(pid: number): number | undefined;
}
