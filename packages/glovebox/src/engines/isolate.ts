/**
 * The engine `isolate`: V8 isolates of isolated-vm, one for each realm, made before they are needed.
 *
 * Runs on: host, or inside a carrier.
 */
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import v8 from 'node:v8';
import type * as IsolatedVm from 'isolated-vm';
import type { Carrier, CarrierOptions, Engine, Exit } from '../core/engine.ts';
import { EngineError } from '../core/errors.ts';
import { readNames } from '../core/options.ts';
import { guestText } from './guest-text.ts';
import { type Glued, glue, holdScripts } from './isolate/glue.ts';
import { IsolateRealm } from './isolate/realm.ts';

type Ivm = typeof IsolatedVm.default;
const megabyte = 2 ** 20;
/** What stands for no limit: isolated-vm takes a number. */
const mostMegabytes = 32 * 2 ** 10;
/** What our own scripts are called in a guest. */
const origin = { filename: 'guest:bridge' };

/**
 * V8 isolates in the host's own process, through isolated-vm: the host's own speed, a heap of its own, and no wall but V8's.
 *
 * A guest can run beside the host's thread and wait there for host functions. It can also, with one native call that V8 does not
 * interrupt, go on using a processor after its run has ended (`stop` is `'asked'`), and end the process by using up the 24 KiB of native
 * stack that isolated-vm 7.0.1 leaves it: for strangers use `subprocess(isolate())`. Of each run and call in the caller's stack
 * isolated-vm keeps some 200 bytes of the host's memory until its `wallMs` has passed.
 *
 * It has no options.
 *
 * @throws EngineError GLOVEBOX_MISSING when isolated-vm is not installed, at the first start.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { isolate } from 'glovebox/engines';
 * using sandbox = createSandbox({ engine: isolate() });
 * console.log(sandbox.evaluateSync('6 * 7')); // → 42
 * ```
 */
export function isolate(options: Readonly<Record<string, never>> = {}): Engine {
	readNames(options, 'isolate()', []);
	return createIsolate('process lives on');
}

/**
 * As {@link isolate}. Out of memory in a way that V8 cannot undo, a guest's thread either stops for ever, or ends the process: that is
 * quicker, and the only way where the guest has the process's own thread. `addon` is the file of isolated-vm's native part, where known.
 */
export function createIsolate(outOfMemory: 'process lives on' | 'process ends', addon?: string): Engine {
	const maker = new IsolateMaker(outOfMemory, addon);
	return Object.freeze<Engine>({
		name: 'isolate',
		boundary: 'isolate',
		stop: 'asked',
		sync: true,
		waits: true,
		snapshot: false,
		warms: true,
		scalars: true,
		positions: 'column',
		limits: {
			wallMs: { kept: true },
			cpuMs: { kept: true },
			memoryBytes: { kept: true, floor: 8 * megabyte },
			stackBytes: { kept: false },
		},
		rejections: 'first',
		stacks: 'own',
		region: 'host',
		observes: ['profile'],
		inspects: false,
		carrierServes: 'one',
		start: (options) => maker.makeByParts(options),
		startSync: (options) => maker.make(options),
	});
}

/** `undefined` where isolated-vm is to find it: that may say more of what is wrong with it. */
function loadAddon(file: string | undefined): Ivm | undefined {
	try {
		return file === undefined ? undefined : createRequire(import.meta.url)(file).ivm;
	} catch {
		return undefined;
	}
}

/** Makes isolates with the prelude in them; what can be shared between them is kept here. */
class IsolateMaker {
	#ivm: Ivm | undefined;
	readonly #livesOn: boolean;
	readonly #addon: string | undefined;
	readonly #discarded: IsolatedVm.Isolate[] = [];
	/** V8's code of the prelude. */
	#code: IsolatedVm.ExternalCopy<ArrayBuffer> | undefined;

	constructor(outOfMemory: 'process lives on' | 'process ends', addon: string | undefined) {
		this.#addon = addon;
		this.#livesOn = outOfMemory === 'process lives on';
	}

	make(options: CarrierOptions): Carrier {
		const parts = this.#parts(options);
		for (;;) {
			const { done, value } = parts.next();
			if (done) return value;
		}
	}

	/** As `make`, and others may have the thread between its parts. */
	async makeByParts(options: CarrierOptions): Promise<Carrier> {
		const parts = this.#parts(options);
		for (;;) {
			const { done, value } = parts.next();
			if (done) return value;
			await setImmediate();
		}
	}

	/** Each part takes about a millisecond of the host's thread. */
	*#parts(options: CarrierOptions): Generator<undefined, Carrier> {
		const ivm = this.#load();
		this.#dispose();
		const box: { carrier?: IsolateCarrier } = {};
		const onCatastrophicError = (message: string) => box.carrier?.end({ reason: /memory/.test(message) ? 'memory' : 'crashed', message });
		const v8Isolate = new ivm.Isolate({
			memoryLimit: Math.min(Math.ceil(options.memoryBytes / megabyte), mostMegabytes),
			...(this.#livesOn && { onCatastrophicError }),
		});
		yield;
		const context = v8Isolate.createContextSync();
		yield;
		const install = this.#prelude(v8Isolate).runSync(context, { reference: true });
		yield;
		const realm = new IsolateRealm(ivm, v8Isolate, options.memoryBytes, () => this.#discard(v8Isolate));
		const handles = [install.derefInto(), v8Isolate, context, ...realm.ports()];
		realm.attach(
			context.evalClosureSync(`return (${glue})($0, (${holdScripts})($1, $2), $3, $4, $5, $6, $7)`, handles, {
				...origin,
				result: { reference: true },
			}) as IsolatedVm.Reference<Glued>,
		);
		yield;
		realm.warm();
		// It takes 3 ms, and the next isolate needs it no sooner.
		if (this.#code === undefined && !options.awaited) {
			yield;
			this.#keepCode(v8Isolate);
		}
		box.carrier = new IsolateCarrier(realm);
		return box.carrier;
	}

	/** Gives up an isolate that does nothing any more: disposed when the thread is free, or before the next is made. */
	#discard(v8Isolate: IsolatedVm.Isolate): void {
		if (this.#discarded.push(v8Isolate) === 1) setTimeout(() => this.#dispose(), 0).unref();
	}

	#dispose(): void {
		for (const v8Isolate of this.#discarded.splice(0)) if (!v8Isolate.isDisposed) v8Isolate.dispose();
	}

	#load(): Ivm {
		if (this.#ivm) return this.#ivm;
		// `for (;;) new Array(1000).fill(1)` cannot be stopped otherwise (V8 13.6 and 14.6).
		v8.setFlagsFromString('--no-turboshaft-loop-unrolling');
		// V8 would print what it thinks of a guest's "use asm" to the host's own standard output.
		v8.setFlagsFromString('--no-validate-asm');
		try {
			this.#ivm = loadAddon(this.#addon) ?? (createRequire(import.meta.url)('isolated-vm') as Ivm);
		} catch (cause) {
			throw new EngineError('GLOVEBOX_MISSING', 'Cannot load isolated-vm: run "npm install isolated-vm@7.0.1"', { cause });
		}
		return this.#ivm;
	}

	#prelude(v8Isolate: IsolatedVm.Isolate): IsolatedVm.Script {
		return v8Isolate.compileScriptSync(guestText(), this.#code ? { ...origin, cachedData: this.#code } : origin);
	}

	/**
	 * Keeps what V8 has compiled of the prelude, for isolates to come: what was called in a warmed realm too, since V8 finds that in its
	 * own cache when it is given the same text again. The text is ours, and no guest has been in that isolate.
	 */
	#keepCode(v8Isolate: IsolatedVm.Isolate): void {
		const compiled = v8Isolate.compileScriptSync(guestText(), { ...origin, produceCachedData: true });
		this.#code = (compiled as IsolatedVm.CachedDataResult).cachedData;
	}
}

/** One isolate with an unused realm in it. */
class IsolateCarrier implements Carrier {
	readonly boundary = 'isolate';
	onExit: ((exit: Exit) => void) | undefined;
	readonly #realm: IsolateRealm;

	constructor(realm: IsolateRealm) {
		this.#realm = realm;
	}

	open(...[spec, host]: Parameters<Carrier['open']>): IsolateRealm {
		if (this.#realm.isOpen) throw new TypeError('An isolate opens one realm');
		this.#realm.open(spec, host);
		return this.#realm;
	}

	end(exit: Exit): void {
		if (this.#realm.isOpen) this.#realm.end(exit);
		else this.onExit?.(exit);
	}

	close(): void {
		this.#realm.close();
	}
}
