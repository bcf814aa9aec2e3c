/** Every engine, carrier, confinement and peer by the name that the command line and the scoreboard use. */
import { createSandbox } from 'glovebox';
import { type Boundary, type Engine, isolate, nodeVm, quickjs, subprocess, worker } from 'glovebox/engines';
import { glovebox } from './glovebox.ts';
import type { Subject } from './subject.ts';

const ours: ReadonlyMap<string, () => Engine> = new Map([
	['nodeVm', () => nodeVm()],
	['isolate', () => isolate()],
	['quickjs', () => quickjs()],
	['worker(nodeVm)', () => worker(nodeVm())],
	['worker(quickjs)', () => worker(quickjs())],
	...(['none', 'landlock', 'bubblewrap'] as const).flatMap((confine): [string, () => Engine][] => [
		[`subprocess(nodeVm) ${confine}`, () => subprocess(nodeVm(), { confine })],
		[`subprocess(isolate) ${confine}`, () => subprocess(isolate(), { confine })],
		[`subprocess(quickjs) ${confine}`, () => subprocess(quickjs(), { confine })],
	]),
]);

/** Loaded where they are used, so that a process loads only what it needs. */
const peers: ReadonlyMap<string, () => Promise<Subject>> = new Map([
	['peer node:vm', async () => (await import('./peers/node-vm.ts')).nodeVmPeer],
	['peer isolated-vm', async () => (await import('./peers/isolated-vm.ts')).isolatedVmPeer],
	['peer run', async () => (await import('./peers/run.ts')).runPeer],
]);

export const engineNames: readonly string[] = [...ours.keys()];
export const peerNames: readonly string[] = [...peers.keys()];

/** Those that really work here: each opens a realm and computes. */
export async function availableEngines(names: readonly string[] = engineNames): Promise<string[]> {
	const found: string[] = [];
	for (const name of names) if (await works(name)) found.push(name);
	return found;
}

async function works(name: string): Promise<boolean> {
	const make = ours.get(name);
	if (!make) return (await subjectOf(name).catch(() => undefined)) !== undefined;
	try {
		await using sandbox = createSandbox({ engine: make(), boundary: 'realm', limits: { wallMs: 5_000 } });
		return (await sandbox.run('6 * 7')).ok;
	} catch {
		return false;
	}
}

/** What an attack is made on, by name. */
export async function subjectOf(name: string): Promise<Subject> {
	const make = ours.get(name);
	if (make) return glovebox(make);
	const load = peers.get(name);
	if (!load) throw new RangeError(`"${name}" is no engine; they are ${[...engineNames, ...peerNames].join(', ')}`);
	return await load();
}

/** Whether an engine promises that no guest gets out; `undefined` for peers, which promise nothing to us. */
export function mustHold(name: string): boolean | undefined {
	const make = ours.get(name);
	if (!make) return undefined;
	const weak: readonly Boundary[] = ['realm', 'thread'];
	try {
		return !weak.includes(make().boundary) && name !== 'subprocess(nodeVm) none';
	} catch {
		return true;
	}
}
