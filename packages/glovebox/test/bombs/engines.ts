/** Every engine, carrier and confinement that bombs are run in, by name. */
import { EngineError } from 'glovebox';
import { type Engine, isolate, nodeVm, quickjs, subprocess, worker } from 'glovebox/engines';
import { peers } from './peers/peer.ts';

const inner = { isolate, quickjs, nodeVm } as const;
const confinements = ['none', 'landlock', 'bubblewrap'] as const;

/** `subprocess(x) landlock` and so on: the confinement is part of the name. */
export const engines: ReadonlyMap<string, () => Engine> = new Map([
	...Object.entries(inner),
	...Object.entries(inner).map(([name, make]): [string, () => Engine] => [`worker(${name})`, () => worker(make())]),
	...confinements.flatMap((confine) =>
		Object.entries(inner).map(([name, make]): [string, () => Engine] => [
			`subprocess(${name}) ${confine}`,
			() => subprocess(make(), { confine }),
		]),
	),
]);

/** The engine under a name; throws for a name that is not in the table. */
export function engineOf(name: string): Engine {
	const make = engines.get(name);
	if (make === undefined) throw new RangeError(`"${name}" is no engine; they are ${[...engines.keys()].join('; ')}`);
	return make();
}

/** Why an engine does not work on this machine; `undefined` where it does. Found by starting it. */
export async function whyUnavailable(name: string): Promise<string | undefined> {
	if (peers.has(name)) return undefined;
	try {
		const carrier = await engineOf(name).start({ memoryBytes: 64 * 2 ** 20, stackBytes: undefined, startMs: 10_000 });
		carrier.close();
		return undefined;
	} catch (error) {
		if (error instanceof EngineError) return error.message;
		throw error;
	}
}

/** The name of a carrier process in the strongest confinement that can be had without another program. */
export async function confined(engine: 'isolate' | 'quickjs'): Promise<string> {
	const name = `subprocess(${engine}) landlock`;
	return (await whyUnavailable(name)) === undefined ? name : `subprocess(${engine}) none`;
}
