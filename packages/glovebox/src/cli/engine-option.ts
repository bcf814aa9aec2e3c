/** Engines by their names, for `--engine`. */
import { type Engine, isolate, nodeVm, quickjs, subprocess, worker } from '../engines/index.ts';

const engines: ReadonlyMap<string, () => Engine> = new Map([
	['isolate', isolate],
	['quickjs', quickjs],
	['nodeVm', nodeVm],
	// There is no worker(isolate): isolated-vm does not survive threads.
	['worker(quickjs)', () => worker(quickjs())],
	['worker(nodeVm)', () => worker(nodeVm())],
	['subprocess(isolate)', () => subprocess(isolate())],
	['subprocess(quickjs)', () => subprocess(quickjs())],
	['subprocess(nodeVm)', () => subprocess(nodeVm())],
]);

/** Every engine that `--engine` takes, by its own name. */
export const engineNames: readonly string[] = [...engines.keys()];

/** Makes the engine of that name. Throws a TypeError that lists them for any other. */
export function readEngine(name: string): Engine {
	const make = engines.get(name);
	if (make === undefined) throw new TypeError(`--engine ${name} is no engine; the engines are ${engineNames.join(', ')}`);
	return make();
}
