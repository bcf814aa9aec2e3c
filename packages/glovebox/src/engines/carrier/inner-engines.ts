/**
 * The engines that a carrier can hold, by name. Each is loaded when it is asked for.
 *
 * Runs on: host (names) and carriers.
 */
import type { Engine } from '../../core/engine.ts';

/** What the host has ready for the engine inside, which each carrier would otherwise make or look up for itself. */
export interface Ready {
	/** Node's own modules that guests of `nodeVm` may have. */
	readonly builtins?: readonly string[];
	/** QuickJS's memory with the prelude in it. */
	readonly image?: Uint8Array;
	/** Bytes that nobody else knows. */
	readonly random?: Uint8Array;
	/** Where the addon of `isolate` is. */
	readonly addon?: string;
}

/** Loads an engine inside a carrier. */
export type LoadEngine = (ready: Ready) => Promise<Engine>;

export const innerEngines: ReadonlyMap<string, LoadEngine> = new Map<string, LoadEngine>([
	['isolate', async ({ addon }) => (await import('../isolate.ts')).createIsolate('process ends', addon)],
	['quickjs', loadQuickjs],
	['nodeVm', async ({ builtins = [] }) => (await import('../node-vm.ts')).createNodeVm(builtins)],
]);

async function loadQuickjs({ image, random }: Ready): Promise<Engine> {
	if (image) (await import('../quickjs/stored-image.ts')).provideImage((await import('../guest-text.ts')).guestText(), image);
	if (random) (await import('../quickjs/random.ts')).provideRandom(random);
	return (await import('../quickjs.ts')).quickjs();
}
