/** Which engine a sandbox gets that asks for none: the strongest boundary that works here. */
import { createRequire } from 'node:module';
import type { Engine } from '../core/engine.ts';
import { mayStartProcesses } from './confine/launch.ts';
import { isolate } from './isolate.ts';
import { quickjs } from './quickjs.ts';
import { subprocess } from './subprocess.ts';
import { worker } from './worker.ts';

const found: { engine?: Engine } = {};

/** Looked for once per process. A boundary below `confined-process` is announced, once, with the remedy. */
export function defaultEngine(): Engine {
	if (found.engine) return found.engine;
	const engine = strongest();
	found.engine = engine;
	if (engine.boundary !== 'confined-process') announce(engine);
	return engine;
}

function strongest(): Engine {
	if (!mayStartProcesses()) return worker(quickjs());
	return hasIsolatedVm() ? subprocess(isolate()) : subprocess(quickjs());
}

function hasIsolatedVm(): boolean {
	try {
		createRequire(import.meta.url).resolve('isolated-vm');
		return true;
	} catch {
		return false;
	}
}

function announce(engine: Engine): void {
	process.emitWarning(`Guests run in ${engine.name}, whose boundary is "${engine.boundary}": the strongest that works here`, {
		code: 'GLOVEBOX_WEAKER_BOUNDARY',
		detail: 'Run "npx glovebox doctor" for what is missing, or choose an engine: createSandbox({ engine })',
	});
}
