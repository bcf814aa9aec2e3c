/**
 * The carrier `subprocess`: another engine's realms in a process with nothing in it.
 *
 * Runs on: host.
 */
import type { Boundary, CarrierOptions, Engine } from '../core/engine.ts';
import { readNames } from '../core/options.ts';
import { defaultRegion, type Region } from '../core/region.ts';
import { carried, maxFrameBytes } from './carrier/carried.ts';
import { type Confinement, confine, confinements, strongest } from './carrier/confine.ts';
import { hasProc } from './carrier/gauge.ts';
import { startCarrier } from './carrier/host.ts';
import { readyFor } from './carrier/ready.ts';
import { startProcess } from './carrier/process.ts';
import { marginBytes } from './carrier/watch.ts';
import { builtinsOf } from './node-vm/builtins.ts';

/** How the process is confined by the operating system. */
export interface SubprocessOptions {
	/**
	 * `'auto'`, the default, takes the first of the others that works here; a named one that does not is refused at start.
	 *
	 * - `'landlock'`: Linux 5.13 and Node 26. No file but Node's, its libraries' and this package's, until the engine is loaded; then
	 *   none at all. No writing, network, other processes, or capabilities. QuickJS's processes are copies of one that has loaded it.
	 * - `'bubblewrap'`: Linux with `bwrap` installed. The same by namespaces of its own with an empty root; on Node 24 the files of
	 *   this package stay readable.
	 * - `'none'`: Node's permission model, the best there is on macOS and Windows, and no boundary against an escaped guest.
	 */
	readonly confine?: Confinement;
}

const heapRoomBytes = marginBytes;

/**
 * Holds an engine's realms in a process of its own, which is killed at a deadline or a memory limit whatever the guest does.
 *
 * The process has no environment but its time zone and locale, no terminal, and no descriptor but its wire. `memoryBytes` is kept by
 * looking at the process every 2 ms and killing it at its idle size + `memoryBytes` + 64 MiB, beside what the engine inside keeps;
 * `cpuMs` in the same way, to 10 ms. Both need Linux: elsewhere they are kept as well as the engine inside does, and `limits` says so.
 *
 * Not kept by this: what the process may reach of the operating system, unless it is confined (`boundary` says so).
 *
 * @throws TypeError for an engine that is itself a carrier, or an unknown `confine`.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { quickjs, subprocess } from 'glovebox/engines';
 * await using sandbox = createSandbox({ engine: subprocess(quickjs()) });
 * console.log(await sandbox.evaluate('6 * 7')); // → 42
 * ```
 */
export function subprocess(engine: Engine, options: SubprocessOptions = {}): Engine {
	const confinement = readConfinement(options);
	const promises = carried('subprocess', engine);
	const unconfined: Boundary = engine.boundary === 'realm' ? engine.boundary : 'process';
	const { memoryBytes, cpuMs } = engine.limits;
	const limits = {
		...promises.limits,
		memoryBytes: { ...memoryBytes, kept: hasProc || memoryBytes?.kept === true },
		cpuMs: { ...cpuMs, kept: hasProc || cpuMs?.kept === true },
	};
	return Object.freeze<Engine>({
		...promises,
		// Found out when it is first asked for, since that starts a process once.
		get boundary(): Boundary {
			return isConfined(confinement) ? 'confined-process' : unconfined;
		},
		get inspects(): boolean {
			return engine.boundary === 'realm' && !isConfined(confinement);
		},
		stop: 'process',
		limits: Object.freeze(limits),
		async start(start) {
			const { memoryBytes, region = defaultRegion, debug } = start;
			const flags = [...nodeFlags(engine, memoryBytes), ...debugFlags(engine, confinement, debug)];
			const launch = confine(confinement, {
				engine: engine.name,
				memoryBytes: memoryBytes + roomForThreads(engine),
				flags,
				environment: environmentOf(region),
			});
			return startCarrier((hello) => startProcess(launch, maxFrameBytes(start), isCopied(engine) ? hello : undefined), {
				name: promises.name,
				engine: engine.name,
				boundary: launch.boundary ?? unconfined,
				confined: launch.confined,
				ready: readyFor(engine),
				options: start,
			});
		},
	});
}

function readConfinement(options: SubprocessOptions): Confinement {
	readNames(options, 'subprocess()', ['confine']);
	const { confine = 'auto' } = options;
	if (confinements.includes(confine)) return confine;
	throw new TypeError(`options.confine must be one of ${confinements.map((name) => `"${name}"`).join(', ')}`);
}

function isConfined(confinement: Confinement): boolean {
	if (confinement === 'auto') return strongest() !== undefined;
	return confinement !== 'none';
}

/** Threads of V8's own do not survive a copy of their process. QuickJS has no need of them. */
function isCopied(engine: Engine): boolean {
	return engine.name === 'quickjs';
}

/** All that the process has of an environment: without it, ICU looks for the machine's own time zone. */
function environmentOf({ timeZone, locale }: Region): Readonly<Record<string, string>> {
	return { TZ: timeZone, LC_ALL: locale };
}

/** V8 reserves 512 MiB for the code of each thread that a guest starts, which the kernel counts; the watch counts what is used. */
function roomForThreads(engine: Engine): number {
	return builtinsOf(engine).includes('worker_threads') ? 32 * 512 * 2 ** 20 : 0;
}

/** Node's permission model has a right of its own for V8's inspector, whose address is never published over HTTP. */
function debugFlags(engine: Engine, confinement: Confinement, debug: CarrierOptions['debug']): readonly string[] {
	if (debug === undefined || engine.boundary !== 'realm' || isConfined(confinement)) return [];
	return ['--allow-inspector', '--inspect-publish-uid=stderr'];
}

function nodeFlags(engine: Engine, memoryBytes: number): readonly string[] {
	// `for (;;) new Array(1000).fill(1)` cannot be stopped from within the process otherwise (V8 13.6 and 14.6). `isolate` tells V8 itself
	// once it is loaded: as an argument it costs each start some 15 ms of processor time, since Node's own compiled code no longer fits.
	const flags = engine.boundary === 'realm' ? ['--no-turboshaft-loop-unrolling'] : [];
	if (builtinsOf(engine).includes('vm')) flags.push('--experimental-vm-modules', '--no-warnings');
	// A guest in the process's own heap: V8 then collects garbage before the watch takes it for memory in use.
	if (engine.boundary === 'realm' && Number.isFinite(memoryBytes)) {
		flags.push(`--max-old-space-size=${Math.ceil((memoryBytes + heapRoomBytes) / 2 ** 20)}`);
	}
	return flags;
}
