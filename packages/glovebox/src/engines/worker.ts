/**
 * The carrier `worker`: another engine's realms in a thread of this process.
 *
 * Runs on: host.
 */
import type { Engine } from '../core/engine.ts';
import { EngineError } from '../core/errors.ts';
import { readNames } from '../core/options.ts';
import { carried, maxFrameBytes } from './carrier/carried.ts';
import { hasProc } from './carrier/gauge.ts';
import { startCarrier } from './carrier/host.ts';
import { readyFor } from './carrier/ready.ts';
import { carrierProgram } from './carrier/program.ts';
import { startThread } from './carrier/thread.ts';
import { builtinsOf } from './node-vm/builtins.ts';

/**
 * Holds an engine's realms in a thread of its own, which is ended at a deadline; the host's own thread stays free.
 *
 * The thread has an empty environment and none of the host's streams. It shares the host's process: what crashes that crashes the host.
 * `memoryBytes` is what the engine inside keeps. With `nodeVm()` it bounds the V8 heap alone, ArrayBuffers are not counted,
 * and some allocations end the process (`limits` says it is not kept): for strangers use `subprocess(…)`.
 * A native loop of V8, such as `Array.prototype.reverse.call({ length: 2 ** 50 })`, goes on after the end of a `nodeVm()` thread was
 * asked for: its run is over in time, yet it uses a processor and the host's process cannot exit in good order.
 * `cpuMs` is kept on Linux by looking at the thread every 2 ms, elsewhere by the engine inside. It has no options.
 *
 * @throws EngineError GLOVEBOX_UNSUPPORTED for `isolate()`, whose isolated-vm does not survive threads; TypeError for a carrier.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { quickjs, worker } from 'glovebox/engines';
 * await using sandbox = createSandbox({ engine: worker(quickjs()) });
 * console.log(await sandbox.evaluate('6 * 7')); // → 42
 * ```
 */
export function worker(engine: Engine, options: Readonly<Record<string, never>> = {}): Engine {
	readNames(options, 'worker()', []);
	const promises = carried('worker', engine);
	// isolated-vm 7.0.1: the second thread that waits with applySyncPromise ends the process by SIGSEGV, and a thread whose guest
	// waits in a loop is never ended by terminate(), which then keeps the process from exiting.
	if (engine.name === 'isolate') {
		throw new EngineError(
			'GLOVEBOX_UNSUPPORTED',
			'Cannot hold isolate in a worker: isolated-vm crashes there; use subprocess(isolate()) or worker(quickjs())',
		);
	}
	if (builtinsOf(engine).length > 0) {
		throw new EngineError('GLOVEBOX_UNSUPPORTED', 'Cannot hold nodeVm with builtins in a worker: use subprocess(nodeVm({ builtins }))');
	}
	const inOwnHeap = engine.boundary === 'realm';
	const boundary = inOwnHeap ? 'thread' : engine.boundary;
	const { memoryBytes, cpuMs } = engine.limits;
	const limits = {
		...promises.limits,
		memoryBytes: { ...memoryBytes, kept: !inOwnHeap && memoryBytes?.kept === true },
		cpuMs: { ...cpuMs, kept: hasProc || cpuMs?.kept === true },
	};
	return Object.freeze<Engine>({
		...promises,
		boundary,
		stop: 'thread',
		limits: Object.freeze(limits),
		async start(start) {
			const heapBytes = inOwnHeap && Number.isFinite(start.memoryBytes) ? start.memoryBytes : undefined;
			return startCarrier(() => startThread(carrierProgram(), maxFrameBytes(start), heapBytes), {
				name: promises.name,
				engine: engine.name,
				boundary,
				ready: readyFor(engine),
				options: start,
			});
		},
	});
}
