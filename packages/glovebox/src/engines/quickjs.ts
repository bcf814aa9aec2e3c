/**
 * The engine `quickjs`: QuickJS in WebAssembly, its memory overwritten from a warmed image for every realm.
 *
 * Runs on: host, or inside a carrier.
 */
import type { CarrierOptions, Engine } from '../core/engine.ts';
import { readNames } from '../core/options.ts';
import { guestText } from './guest-text.ts';
import { QuickjsCarrier } from './quickjs/carrier.ts';
import { type Image, imageOf } from './quickjs/image.ts';
import { stackBytes } from './quickjs/stack.ts';

const leastMemoryBytes = 256 * 1_024;

/**
 * QuickJS in a WebAssembly instance in the host's own thread: a fresh realm in about 60 us, walls of WebAssembly, and an
 * interpreter's speed.
 *
 * A guest runs in the caller's stack and blocks the host's thread while it computes. It is stopped at its deadline, except inside
 * one long native operation, which QuickJS does not interrupt (`stop` is `'asked'`): for strangers use a carrier. A guest that the
 * host function it called keeps waiting cannot be woken by a promise (`waits` is false). Of a `memoryBytes` above 2 GiB, 2 GiB count. It has no options.
 *
 * @throws EngineError GLOVEBOX_MISSING when quickjs-wasi is not installed, at the first start.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { quickjs } from 'glovebox/engines';
 * using sandbox = createSandbox({ engine: quickjs() });
 * console.log(sandbox.evaluateSync('6 * 7')); // → 42
 * ```
 */
export function quickjs(options: Readonly<Record<string, never>> = {}): Engine {
	readNames(options, 'quickjs()', []);
	const startSync = (start: CarrierOptions) => new QuickjsCarrier((start.image as Image | undefined) ?? imageOf(guestText()), start);
	return Object.freeze<Engine>({
		name: 'quickjs',
		boundary: 'wasm',
		stop: 'asked',
		sync: true,
		waits: false,
		snapshot: false,
		warms: true,
		scalars: true,
		positions: 'line',
		rejections: 'every',
		stacks: 'own',
		limits: Object.freeze({
			wallMs: { kept: true },
			cpuMs: { kept: true },
			memoryBytes: { kept: true, floor: leastMemoryBytes },
			stackBytes: { kept: true, floor: stackBytes.least },
		}),
		region: 'fixed',
		observes: [],
		inspects: false,
		carrierServes: 'many',
		start: async (start) => startSync(start),
		startSync,
	});
}
