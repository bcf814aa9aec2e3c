/**
 * The pool in front of an engine: carriers made ready off the request path, reused where that is allowed, thrown away where not.
 * A carrier belongs to one tenant for its life. Realms are never reused.
 *
 * Runs on: host.
 * Size: who serves, who is idle and who waits is one state.
 */
import type { Carrier, CarrierOptions, Engine } from './engine.ts';
import { EngineError } from './errors.ts';
import { WaitingList } from './waiting.ts';

/** How many carriers a sandbox keeps, and for how long. */
export interface PoolOptions {
	/** Carriers kept ready although idle. Default 1. */
	readonly min?: number;
	/** Carriers that serve runs at once; sessions have carriers of their own. Default: by the machine's processors. */
	readonly max?: number;
	/** An idle carrier above `min` is ended after this. Default 10 000. */
	readonly idleMs?: number;
	/** A carrier is ended after this many runs. Default 10 000. */
	readonly maxRuns?: number;
	/** Runs that may wait for a carrier; one more is refused with `GLOVEBOX_CAPACITY`. Default 1 000. */
	readonly queue?: number;
	/** How long a carrier may take to start. Default 10 000. */
	readonly startMs?: number;
}

export type PoolSettings = Required<PoolOptions>;

/** A carrier in use, and how long its user had to wait for it. */
export interface Lease {
	readonly carrier: Carrier;
	readonly tenant: string | undefined;
	readonly queueMs: number;
	readonly startMs: number;
	/** Made for limits of one run only, and ended with it. */
	readonly special: boolean;
}

/** What a run needs of a carrier. */
export interface Wanted {
	readonly tenant: string | undefined;
	/** For a session, which does not count against `max`. */
	readonly dedicated: boolean;
	readonly memoryBytes: number;
	readonly stackBytes: number | undefined;
	/** Default: as all carriers of the sandbox. */
	readonly debug?: CarrierOptions['debug'];
	/** Its realm must not begin with modules. Default: it may. */
	readonly cold?: boolean;
}

interface Waiter {
	readonly tenant: string | undefined;
	readonly since: number;
	readonly resolve: (lease: Lease) => void;
	readonly reject: (error: unknown) => void;
}

interface Idle {
	readonly carrier: Carrier;
	readonly tenant: string | undefined;
	/** Ends it when nobody has wanted it for long; none where so few are idle that it may stay. */
	readonly timer: NodeJS.Timeout | undefined;
}

/** How long a carrier may take to be rid of a realm before it is ended instead. */
const tidyMs = 250;
/** How long one tenant waits while another one's runs follow each other in a carrier that is warm: as long as two starts. */
const patienceMs = 250;
/** An idle carrier that has lived so long and then dies is replaced before anybody asks for it. */
const settledMs = 1_000;

export class Pool {
	#engine: Engine;
	readonly #options: CarrierOptions;
	readonly #settings: PoolSettings;
	readonly #served = new WeakMap<Carrier, number>();
	readonly #busy = new Set<Carrier>();
	#idle: Idle[] = [];
	readonly #waiting = new WaitingList<Waiter>();
	#starting = 0;
	#closed = false;

	constructor(engine: Engine, options: Omit<CarrierOptions, 'startMs'>, settings: PoolSettings) {
		this.#engine = engine;
		this.#options = { ...options, startMs: settings.startMs };
		this.#settings = settings;
	}

	/** A carrier with no guest in it: at once where one is ready. */
	acquire({ tenant, dedicated, memoryBytes, stackBytes, debug = this.#options.debug, cold = false }: Wanted): Lease | Promise<Lease> {
		if (this.#closed) throw new EngineError('GLOVEBOX_CLOSED', 'Cannot run: the sandbox is closed');
		const own = this.#options;
		const special = cold || memoryBytes !== own.memoryBytes || stackBytes !== own.stackBytes || debug !== own.debug;
		if (special) return this.#startFor(tenant, { ...own, memoryBytes, stackBytes, debug, cold }, !dedicated, performance.now());
		const ready = this.#takeIdle(tenant);
		if (ready) return this.#lease(ready, tenant, 0, 0, !dedicated);
		if (dedicated) return this.#startFor(tenant, this.#options, false, performance.now());
		if (this.#used() < this.#settings.max || this.#evictIdle()) return this.#startFor(tenant, this.#options, true, performance.now());
		if (this.#waiting.size >= this.#settings.queue) {
			throw new EngineError(
				'GLOVEBOX_CAPACITY',
				`Cannot run: ${this.#settings.queue} runs wait already; raise options.pool.queue or options.pool.max`,
				{
					details: { waiting: this.#waiting.size, max: this.#settings.max },
				},
			);
		}
		return new Promise((resolve, reject) => {
			this.#waiting.add({ tenant, since: performance.now(), resolve, reject });
		});
	}

	/** As `acquire`, in the caller's stack; the engine must be `sync`. */
	acquireSync({ tenant, memoryBytes, stackBytes, cold = false }: Wanted): Lease {
		if (this.#closed) throw new EngineError('GLOVEBOX_CLOSED', 'Cannot run: the sandbox is closed');
		const special = cold || memoryBytes !== this.#options.memoryBytes || stackBytes !== this.#options.stackBytes;
		const ready = special ? undefined : this.#takeIdle(tenant);
		const startSync = this.#engine.startSync;
		if (ready) return this.#lease(ready, tenant, 0, 0, false);
		if (startSync === undefined)
			throw new EngineError('GLOVEBOX_UNSUPPORTED', `Cannot run synchronously: ${this.#engine.name} has no synchronous start`);
		const since = performance.now();
		const options = special ? { ...this.#options, memoryBytes, stackBytes, cold } : this.#options;
		return { ...this.#lease(startSync.call(this.#engine, options), tenant, 0, performance.now() - since, false), special };
	}

	/** Gives a carrier back. `clean` says that it may serve again; `tidy` that it still has to be rid of its last realm. */
	release(lease: Lease, clean: boolean, tidy: Promise<void> | undefined): void {
		this.#busy.delete(lease.carrier);
		const served = (this.#served.get(lease.carrier) ?? 0) + 1;
		this.#served.set(lease.carrier, served);
		const { max, maxRuns } = this.#settings;
		// Sessions have carriers of their own, as many as there are sessions; more than can ever serve at once are not kept.
		const fits = !this.#closed && served < maxRuns && this.#idle.length < max;
		const reusable = clean && fits && !lease.special && this.#engine.carrierServes === 'many';
		if (!reusable) this.#end(lease.carrier);
		else if (tidy === undefined) this.#park(lease.carrier, lease.tenant);
		else this.#parkWhenTidy(lease, tidy);
		this.#refill(lease.tenant);
	}

	/** Ends every carrier; those who wait are told so. Harmless when repeated. */
	close(): void {
		this.#closed = true;
		const error = new EngineError('GLOVEBOX_CLOSED', 'Cannot run: the sandbox is closed');
		for (const waiter of this.#waiting.takeAll()) waiter.reject(error);
		for (const { carrier, timer } of this.#idle) {
			clearTimeout(timer);
			carrier.close();
		}
		this.#idle = [];
		for (const carrier of this.#busy) carrier.close();
		this.#busy.clear();
	}

	/** Starts carriers by this engine from now on, and ends those that are idle: one that is busy is ended when it comes back. */
	async replaceEngine(engine: Engine, tenant: string | undefined): Promise<void> {
		const carrier = await engine.start(this.#options);
		if (this.#closed) return carrier.close();
		this.#engine = engine;
		for (const busy of this.#busy) this.#served.set(busy, Infinity);
		for (const idle of this.#idle.splice(0)) {
			clearTimeout(idle.timer);
			this.#end(idle.carrier);
		}
		this.#park(carrier, tenant);
	}

	get counts(): { readonly busy: number; readonly idle: number; readonly starting: number; readonly waiting: number } {
		return { busy: this.#busy.size, idle: this.#idle.length, starting: this.#starting, waiting: this.#waiting.size };
	}

	/** Memory of the carriers that can tell; `undefined` where none can. */
	get bytes(): number | undefined {
		const carriers = [...this.#busy, ...this.#idle.map(({ carrier }) => carrier)];
		const known = carriers.flatMap(({ residentBytes }) => (residentBytes === undefined ? [] : [residentBytes]));
		return known.length > 0 ? known.reduce((sum, bytes) => sum + bytes, 0) : undefined;
	}

	#used(): number {
		return this.#busy.size + this.#starting;
	}

	#takeIdle(tenant: string | undefined): Carrier | undefined {
		// The one used last: the others may reach idleMs.
		const at = this.#idle.findLastIndex((entry) => entry.tenant === tenant);
		if (at < 0) return undefined;
		const [entry] = this.#idle.splice(at, 1);
		clearTimeout(entry?.timer);
		return entry?.carrier;
	}

	/** Makes room by ending an idle carrier of another tenant. */
	#evictIdle(): boolean {
		const entry = this.#idle.shift();
		if (entry === undefined) return false;
		clearTimeout(entry.timer);
		this.#end(entry.carrier);
		return true;
	}

	#lease(carrier: Carrier, tenant: string | undefined, queueMs: number, startMs: number, counted: boolean): Lease {
		carrier.onExit = undefined;
		if (counted) this.#busy.add(carrier);
		return { carrier, tenant, queueMs, startMs, special: false };
	}

	async #startFor(tenant: string | undefined, options: CarrierOptions, counted: boolean, since: number): Promise<Lease> {
		const began = performance.now();
		if (counted) this.#starting += 1;
		try {
			const carrier = await this.#engine.start({ ...options, awaited: true });
			if (this.#closed) {
				carrier.close();
				throw new EngineError('GLOVEBOX_CLOSED', 'Cannot run: the sandbox was closed');
			}
			if (counted) this.#starting -= 1;
			return { ...this.#lease(carrier, tenant, began - since, performance.now() - began, counted), special: options !== this.#options };
		} catch (error) {
			if (counted) this.#starting -= 1;
			this.#serveWaiting();
			throw error;
		}
	}

	async #parkWhenTidy(lease: Lease, tidy: Promise<void>): Promise<void> {
		this.#starting += 1;
		const { promise: late, resolve } = Promise.withResolvers<'late'>();
		const timer = setTimeout(resolve, tidyMs, 'late');
		lease.carrier.onExit = () => resolve('late');
		const won = await Promise.race([late, tidy]);
		clearTimeout(timer);
		this.#starting -= 1;
		if (won === 'late' || this.#closed) this.#end(lease.carrier);
		else this.#park(lease.carrier, lease.tenant);
		this.#refill(lease.tenant);
	}

	/** Hands a ready carrier to whoever waits for this tenant, else keeps it; but it makes room for a tenant that has waited too long. */
	#park(carrier: Carrier, tenant: string | undefined): void {
		const { first } = this.#waiting;
		if (first !== undefined && first.tenant !== tenant && performance.now() - first.since > patienceMs) {
			this.#end(carrier);
			return this.#refill(tenant);
		}
		const waiter = this.#waiting.take(tenant);
		if (waiter) return waiter.resolve(this.#lease(carrier, tenant, performance.now() - waiter.since, 0, true));
		const timer = this.#idle.length < this.#settings.min ? undefined : setTimeout(() => this.#expire(carrier), this.#settings.idleMs);
		timer?.unref();
		const since = performance.now();
		carrier.onExit = () => {
			this.#forget(carrier);
			// One that dies at once may do so again and again.
			if (performance.now() - since > settledMs) this.#keepSpare(tenant);
		};
		this.#idle.push({ carrier, tenant, timer });
	}

	#expire(carrier: Carrier): void {
		if (this.#idle.length <= this.#settings.min) return;
		this.#forget(carrier);
		carrier.close();
	}

	#forget(carrier: Carrier): void {
		const at = this.#idle.findIndex((entry) => entry.carrier === carrier);
		if (at >= 0) clearTimeout(this.#idle.splice(at, 1)[0]?.timer);
	}

	#end(carrier: Carrier): void {
		carrier.onExit = undefined;
		carrier.close();
	}

	/** Starts carriers for those who wait, then for those to come. */
	#refill(tenant: string | undefined): void {
		this.#serveWaiting();
		this.#keepSpare(tenant);
	}

	#serveWaiting(): void {
		while (!this.#closed && this.#waiting.first && this.#used() < this.#settings.max) {
			const waiter = this.#waiting.take(this.#waiting.first.tenant);
			if (waiter) this.#startFor(waiter.tenant, this.#options, true, waiter.since).then(waiter.resolve, waiter.reject);
		}
	}

	#keepSpare(tenant: string | undefined): void {
		if (this.#closed) return;
		const spare = this.#idle.filter((entry) => entry.tenant === tenant).length + this.#starting;
		if (spare >= this.#settings.min || this.#used() + this.#idle.length >= this.#settings.max) return;
		this.#starting += 1;
		// Not in the stack of a run that has just ended: its caller waits for the outcome.
		setImmediate(() => this.#startSpare(tenant));
	}

	#startSpare(tenant: string | undefined): void {
		this.#engine.start(this.#options).then(
			(carrier) => {
				this.#starting -= 1;
				if (this.#closed) carrier.close();
				else this.#park(carrier, tenant);
			},
			() => {
				this.#starting -= 1;
				// Nobody waits for a spare, but somebody may have waited for its place.
				this.#serveWaiting();
			},
		);
	}
}

export function readPoolOptions(options: unknown, engine: Engine, processors: number): PoolSettings {
	const max = engine.stop === 'asked' ? 256 : Math.max(4, processors * 2);
	const defaults: PoolSettings = { min: 1, max, idleMs: 10_000, maxRuns: 10_000, queue: 1_000, startMs: 10_000 };
	if (options === undefined) return defaults;
	if (typeof options !== 'object' || options === null) throw new TypeError('options.pool must be an object such as { max: 4 }');
	for (const [name, value] of Object.entries(options)) {
		if (!Object.hasOwn(defaults, name))
			throw new TypeError(`options.pool.${name} is no option; the options are ${Object.keys(defaults).join(', ')}`);
		const least = name === 'max' || name === 'maxRuns' || name === 'startMs' ? 1 : 0;
		if (value !== undefined && typeof value !== 'number') throw new TypeError(`options.pool.${name} must be a number`);
		if (value !== undefined && !((value as number) >= least))
			throw new RangeError(`options.pool.${name} must be a number, ${least} or more`);
	}
	const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
	const settings = { ...defaults, ...given };
	if (settings.min > settings.max)
		throw new RangeError(`options.pool.min is ${settings.min}, above options.pool.max of ${settings.max}; lower one or raise the other`);
	return settings;
}
