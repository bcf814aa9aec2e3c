/** Grounds by name: `glovebox` on an engine, and the same engine as it is. */
import type { Ground } from './ground.ts';

/** For each engine what is compared with it. */
export const engines: ReadonlyMap<string, () => Promise<Ground>> = new Map([
	['nodeVm', async () => (await import('./raw-node-vm.ts')).rawNodeVm],
	['isolate', async () => (await import('./raw-isolate.ts')).rawIsolate],
	['quickjs', async () => (await import('./raw-quickjs.ts')).rawQuickjs],
]);

export type Side = 'raw' | 'glovebox';

/** `name` is that of a combination of the conformance suite; the raw side is its innermost engine. */
export async function groundOf(side: Side, name: string): Promise<Ground> {
	const innermost = /\w+(?=\)*$)/.exec(name)?.[0] ?? '';
	const raw = engines.get(innermost);
	if (!raw) throw new RangeError(`"${name}" is no engine; they are ${[...engines.keys()].join(', ')}, also in a carrier`);
	return side === 'raw' ? raw() : (await import('./glovebox.ts')).gloveboxOn(name);
}
