/** Every engine and carrier that the table is held against, but `worker(isolate())`, which is refused. A new one is a line here and a test file. */
import { type Engine, isolate, nodeVm, quickjs, subprocess, worker } from 'glovebox/engines';

export const combinations: ReadonlyMap<string, () => Engine> = new Map([
	['nodeVm', () => nodeVm()],
	['isolate', () => isolate()],
	['quickjs', () => quickjs()],
	['worker(nodeVm)', () => worker(nodeVm())],
	['worker(quickjs)', () => worker(quickjs())],
	['subprocess(nodeVm)', () => subprocess(nodeVm())],
	['subprocess(isolate)', () => subprocess(isolate())],
	['subprocess(quickjs)', () => subprocess(quickjs())],
]);

/** The engine under a name; throws for a name that is not in the table. */
export function engineOf(combination: string): Engine {
	const make = combinations.get(combination);
	if (!make) throw new RangeError(`"${combination}" is no combination; they are ${[...combinations.keys()].join(', ')}`);
	return make();
}
