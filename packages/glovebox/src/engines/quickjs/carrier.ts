/**
 * The carrier: one instance of the image, used by one realm after the other.
 *
 * Runs on: host, or inside a carrier.
 * Trusts: nothing of an instance that a guest has run in, until it is reset.
 */
import type { Carrier, CarrierOptions, Exit, Realm, RealmHost, RealmSpec } from '../../core/engine.ts';
import { EngineError } from '../../core/errors.ts';
import { Greeting } from './greeting.ts';
import type { Image } from './image.ts';
import type { Instance } from './instance.ts';
import { RandomStates } from './random.ts';
import { QuickjsRealm } from './realm.ts';
import { canReset, instantiate, reset } from './reset.ts';
import { stackBytes } from './stack.ts';
import { maximumPages, pageBytes } from './wasm.ts';

/** What the allocator keeps back for the error that says it is out of memory. */
const headroomBytes = 64 * 1_024;
/** Linear memory beyond the guest's budget: its allocator's gaps, and texts on their way in or out. */
const transitBytes = 1_024 * 1_024;
/** After this without a realm, an instance that was reset gives way to a new one. */
const restMs = 1_000;

export class QuickjsCarrier implements Carrier {
	readonly boundary = 'wasm';
	/** Never called: what breaks is an instance, and the next realm gets a new one. */
	onExit: ((exit: Exit) => void) | undefined;
	readonly #greeting: Greeting;
	readonly #memoryBytes: number;
	readonly #stackBytes: number;
	readonly #randomStates = new RandomStates();
	#instance: Instance | undefined;
	#realm: Realm | undefined;
	#releasedAt = 0;
	#rest: NodeJS.Timeout | undefined;
	#closed = false;

	constructor(image: Image, options: CarrierOptions) {
		this.#greeting = new Greeting(image);
		this.#memoryBytes = Math.min(options.memoryBytes, (maximumPages - image.pages) * pageBytes - transitBytes);
		this.#stackBytes = Math.min(options.stackBytes ?? stackBytes.default, stackBytes.most);
		this.#instance = this.#create();
	}

	open(_spec: RealmSpec, host: RealmHost): Realm {
		if (this.#closed) throw new EngineError('GLOVEBOX_CLOSED', 'Cannot open a realm: the carrier is closed');
		if (this.#realm !== undefined) throw new TypeError('A carrier opens one realm at a time');
		const instance = this.#instance ?? this.#create();
		this.#instance = instance;
		const { image } = this.#greeting;
		this.#limit(instance, image);
		this.#realm = new QuickjsRealm({
			instance,
			image,
			host,
			memoryBytes: this.#memoryBytes,
			beforeFirst: (message) => this.#greeting.before(message, (plain) => this.#beginAnew(instance, plain)),
			afterFirst: (message) => this.#greeting.after(message, instance),
			onKeep: (kept) => this.#greeting.replace(kept),
			onRelease: (clean) => this.#release(clean),
		});
		return this.#realm;
	}

	/** What differs from realm to realm, or from carrier to carrier. */
	#limit(instance: Instance, image: Image): void {
		instance.exports.qjs_set_memory_limit(image.usedBytes + this.#memoryBytes + headroomBytes);
		instance.exports.qjs_set_max_stack_size(this.#stackBytes);
		this.#randomStates.seed(instance, image);
	}

	#beginAnew(instance: Instance, image: Image): void {
		reset(instance, image);
		this.#limit(instance, image);
	}

	close(): void {
		this.#closed = true;
		clearTimeout(this.#rest);
		this.#realm?.close();
		this.#instance = undefined;
	}

	/** The image is put back at once: nothing of a guest stays in memory until the next one comes. */
	#release(clean: boolean): void {
		this.#realm = undefined;
		const { image } = this.#greeting;
		if (!clean || this.#instance === undefined || !canReset(this.#instance, image)) {
			this.#instance = undefined;
			return;
		}
		reset(this.#instance, image);
		this.#releasedAt = performance.now();
		if (!this.#closed) this.#rest ??= setTimeout(() => this.#renew(), restMs).unref();
	}

	/**
	 * A reset writes zeroes where a guest can have been, and so takes 0.65 MB that no guest had touched. Worth it between runs, since to look
	 * first takes longer; not for a carrier that waits.
	 */
	#renew(): void {
		this.#rest = undefined;
		const restedMs = performance.now() - this.#releasedAt;
		if (this.#realm !== undefined || this.#instance === undefined) return;
		if (restedMs < restMs) this.#rest = setTimeout(() => this.#renew(), restMs - restedMs).unref();
		else this.#instance = this.#create();
	}

	#create(): Instance {
		const { image } = this.#greeting;
		return instantiate(image, image.pages + Math.ceil((this.#memoryBytes + transitBytes) / pageBytes));
	}
}
