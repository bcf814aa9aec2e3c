/**
 * A carrier's program. A process is given it by `process-main.ts`; a thread begins here. What is started is its bundle, see `program.ts`.
 *
 * Runs on: carrier.
 * Trusts: the host, which starts it.
 */
import { practiseSeal, sealSelf } from '../confine/seal.ts';
import type { Frame } from './frame.ts';
import { innerEngines } from './inner-engines.ts';
import { type Rehearsed, rehearse, serve } from './serve.ts';
import { type CarrierWire, isThread } from './wire.ts';

/** Serves the host on a wire of which these frames have been read. */
export function serveOn(wire: CarrierWire, frames: readonly Frame[]): Promise<void> {
	return serve(wire, { engines: innerEngines, seal: sealSelf, frames });
}

let rehearsed: Rehearsed | undefined;

/** Loads the engine that a `hello` speaks of and has it run something of ours, for the copies of this process. */
export async function warmUp(hello: Frame): Promise<void> {
	rehearsed = await rehearse(hello, innerEngines);
	practiseSeal();
}

/** Has it run what takes longer, so that V8 has optimised in all later copies what most guests need. */
export async function practise(): Promise<void> {
	await rehearsed?.practise();
}

// Loading it and Node's worker threads takes a process 2 ms.
if (process.argv.includes(isThread)) import('./inside-thread.ts').then(({ openPort }) => serveOn(openPort(), []));
