/**
 * The engines that a carrier can hold, by name. Each is loaded when it is asked for.
 *
 * Runs on: host (names, and what it makes ready) and carriers.
 */
import type { Engine } from '../../core/engine.ts';
import { guestText } from '../guest-text.ts';
import { builtinsOf } from '../node-vm/builtins.ts';
import { buildImage } from '../quickjs/image.ts';
import { provideImage, storedImage } from '../quickjs/stored-image.ts';

/** Loads an engine inside a carrier; `ready` is what the host had ready for it. */
export type LoadEngine = (ready: Uint8Array | undefined) => Promise<Engine>;

export const innerEngines: ReadonlyMap<string, LoadEngine> = new Map<string, LoadEngine>([
	['isolate', async () => (await import('../isolate.ts')).createIsolate('process ends')],
	['quickjs', loadQuickjs],
	[
		'nodeVm',
		async (builtins) => (await import('../node-vm.ts')).createNodeVm(builtins ? JSON.parse(Buffer.from(builtins).toString()) : []),
	],
]);

async function loadQuickjs(image: Uint8Array | undefined): Promise<Engine> {
	if (image !== undefined) provideImage(guestText(), image);
	return (await import('../quickjs.ts')).quickjs();
}

/** What the host has ready for an engine inside its carriers, which each of them would otherwise make for itself. */
export function readyFor(engine: Engine): Uint8Array | undefined {
	const builtins = builtinsOf(engine);
	if (builtins.length > 0) return Buffer.from(JSON.stringify(builtins));
	if (engine.name !== 'quickjs') return undefined;
	const text = guestText();
	return storedImage(text, () => buildImage(text));
}
