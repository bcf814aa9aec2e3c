/**
 * A carrier's program. A process is given it by `process-main.ts`; a thread begins here. What is started is its bundle, see `program.ts`.
 *
 * Runs on: carrier.
 * Trusts: the host, which starts it.
 */
import { practiseSeal, sealSelf } from '../confine/seal.ts';
import type { Frame } from './frame.ts';
import { innerEngines } from './inner-engines.ts';
import { serve, warmUp as warmUpWith } from './serve.ts';
import { type CarrierWire, isThread } from './wire.ts';

/** Serves the host on a wire of which these frames have been read. */
export function serveOn(wire: CarrierWire, frames: readonly Frame[]): Promise<void> {
	return serve(wire, { engines: innerEngines, seal: sealSelf, frames });
}

/** Loads the engine that a `hello` speaks of and has it run something of ours, for the copies of this process. */
export async function warmUp(hello: Frame): Promise<void> {
	await warmUpWith(hello, innerEngines);
	practiseSeal();
}

// Loading it and Node's worker threads takes a process 2 ms.
if (process.argv.includes(isThread)) import('./inside-thread.ts').then(({ openPort }) => serveOn(openPort(), []));
