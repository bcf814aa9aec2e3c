/**
 * The engines that a carrier can hold, by name. Each is loaded when it is asked for.
 *
 * Runs on: host (names only) and carriers.
 */
import type { Engine } from '../../core/engine.ts';

export const innerEngines: ReadonlyMap<string, () => Promise<Engine>> = new Map([
	['isolate', async () => (await import('../isolate.ts')).isolate()],
	['quickjs', async () => (await import('../quickjs.ts')).quickjs()],
	['nodeVm', async () => (await import('../node-vm.ts')).nodeVm()],
]);
