/**
 * Host functions that can be taken back while guests run, and that count what they are used for.
 *
 * Runs on: host.
 * Trusts: the functions, to be the host's own.
 */
import { type CallInfo, type CapabilityEntry, type HostFunction, hostFunction, type PlainFunction } from '../core/capability.ts';
import { PublicError } from '../core/errors.ts';

/** What a capability was used for since it was made, over all runs. */
export interface CapabilityUsage {
	/** Calls that reached it, those it refused included. */
	readonly calls: number;
	/** Calls that threw, were refused, or came after it was revoked. */
	readonly failed: number;
	/** Calls that have no result yet. */
	readonly inFlight: number;
	/** Bytes that guests handed over, as far as the capability moves bytes; else 0. */
	readonly bytesIn: number;
	/** Bytes that guests were given. */
	readonly bytesOut: number;
	readonly revoked: boolean;
}

/** What the host holds of a capability that it granted. The guest sees neither name. */
export type RevocableHandle = {
	/** Takes it back, from every guest and at once: calls in flight fail, their signals are aborted. Harmless when repeated. */
	readonly revoke: (reason?: string) => void;
	readonly usage: () => CapabilityUsage;
	readonly [Symbol.dispose]: () => void;
};

export type Revocable<Functions> = Readonly<Functions> & RevocableHandle;

/** A tree of host functions. */
export type Functions = { readonly [name: string]: CapabilityEntry };

/** Bytes, counted by the functions themselves. */
export interface Meter {
	bytesIn: number;
	bytesOut: number;
}

export interface RevocableOptions {
	readonly meter?: Meter;
	/** Most calls that one run may have in flight; one more is a `QuotaExceededError` in the guest. Plain functions are not counted. Default: no limit. */
	readonly concurrent?: number;
	/** Called once, when it is revoked: closes what the functions hold. */
	readonly onRevoke?: () => void;
}

/**
 * Makes host functions revocable: the same functions, with `revoke()` and `usage()` beside them for the host.
 *
 * Every capability of `glovebox/capabilities` is made by this. A guest that calls a revoked function, or waits for one, gets a
 * `RevokedError`. What a function did before it was revoked is not undone.
 *
 * @throws TypeError where a function is named `revoke` or `usage`.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { revocable } from 'glovebox/capabilities';
 * const mail = revocable({ send: (to: string) => `sent to ${to}` });
 * await using sandbox = createSandbox({ capabilities: { mail } });
 * console.log(await sandbox.evaluate('mail.send("ann")')); // → sent to ann
 * mail.revoke();
 * console.log(await sandbox.evaluate('mail.send("bob").catch((error) => error.name)')); // → RevokedError
 * console.log(mail.usage().calls); // → 2
 * ```
 */
export function revocable<F extends Functions>(functions: F, options: RevocableOptions = {}): Revocable<F> {
	if (typeof functions !== 'object' || functions === null) throw new TypeError('functions must be an object of host functions');
	const gate = new Gate(options);
	const tree = guardTree(functions, gate);
	for (const name of ['revoke', 'usage']) {
		if (Object.hasOwn(tree, name)) throw new TypeError(`A function named "${name}" cannot be made revocable: the host's own has that name`);
	}
	const revoke = (reason?: string) => gate.close(reason);
	const handle: RevocableHandle = { revoke, usage: () => gate.usage(), [Symbol.dispose]: () => gate.close() };
	// Not enumerable: what is enumerable is granted to guests.
	for (const key of Reflect.ownKeys(handle)) Object.defineProperty(tree, key, { value: Reflect.get(handle, key) });
	return Object.freeze(tree) as Revocable<F>;
}

function guardTree(functions: Functions, gate: Gate): Record<string, CapabilityEntry> {
	const guarded = Object.entries(functions).map(([name, entry]) => [name, guard(name, entry, gate)] as const);
	return Object.fromEntries(guarded);
}

function guard(name: string, entry: CapabilityEntry, gate: Gate): CapabilityEntry {
	if ((typeof entry !== 'object' && typeof entry !== 'function') || entry === null)
		throw new TypeError(`functions.${name} must be a function, a hostFunction or an object of them`);
	if (typeof entry === 'function') return (...args: unknown[]) => gate.pass(undefined, () => entry(...args));
	if (isHostFunction(entry)) return guardHostFunction(entry, gate);
	return guardTree(entry, gate);
}

function guardHostFunction({ input, output, sync, limits, handler }: HostFunction, gate: Gate): HostFunction {
	const through: HostFunction['handler'] = (...all) => {
		const info = all.at(-1) as CallInfo;
		return gate.pass(info, (signal) => handler(...all.slice(0, -1), { ...info, signal }));
	};
	// How many parameters the handler names says where the last one stands.
	Object.defineProperty(through, 'length', { value: handler.length });
	return hostFunction({
		...(input ? { input } : {}),
		...(output ? { output } : {}),
		sync,
		limits,
		handler: through as PlainFunction,
	});
}

function isHostFunction(entry: CapabilityEntry): entry is HostFunction {
	return typeof entry === 'object' && typeof entry.handler === 'function' && Object.getOwnPropertySymbols(entry).length > 0;
}

/** The one place that every call of a capability passes. */
class Gate {
	readonly #options: RevocableOptions;
	readonly #inFlight = new Set<(error: PublicError) => void>();
	readonly #inRuns = new Map<string, number>();
	#calls = 0;
	#failed = 0;
	#revoked: PublicError | undefined;

	constructor(options: RevocableOptions) {
		this.#options = options;
	}

	close(reason = 'This capability was revoked'): void {
		if (this.#revoked) return;
		this.#revoked = new PublicError(reason, { name: 'RevokedError' });
		for (const end of [...this.#inFlight]) end(this.#revoked);
		this.#options.onRevoke?.();
	}

	usage(): CapabilityUsage {
		const { bytesIn, bytesOut } = this.#options.meter ?? { bytesIn: 0, bytesOut: 0 };
		const revoked = this.#revoked !== undefined;
		return { calls: this.#calls, failed: this.#failed, inFlight: this.#inFlight.size, bytesIn, bytesOut, revoked };
	}

	pass(info: CallInfo | undefined, call: (signal: AbortSignal) => unknown): unknown {
		this.#calls += 1;
		const controller = new AbortController();
		const abort = () => controller.abort(info?.signal.reason);
		let uncount: () => void = () => undefined;
		const leave = () => {
			uncount();
			info?.signal.removeEventListener('abort', abort);
		};
		try {
			if (this.#revoked) throw this.#revoked;
			uncount = this.#countIn(info);
			info?.signal.addEventListener('abort', abort, { once: true });
			const result = call(controller.signal);
			if (isPromiseLike(result)) return this.#wait(result, controller).finally(leave);
			leave();
			return result;
		} catch (error) {
			leave();
			this.#failed += 1;
			throw error;
		}
	}

	/** Counts a call among those of its run; what it returns takes it out again. */
	#countIn(info: CallInfo | undefined): () => void {
		const { concurrent } = this.#options;
		if (info === undefined || concurrent === undefined) return () => undefined;
		const { id } = info.run;
		const count = this.#inRuns.get(id) ?? 0;
		if (count >= concurrent) throw new PublicError(`More than ${concurrent} calls at once`, { name: 'QuotaExceededError' });
		this.#inRuns.set(id, count + 1);
		return () => {
			const left = (this.#inRuns.get(id) ?? 1) - 1;
			if (left > 0) this.#inRuns.set(id, left);
			else this.#inRuns.delete(id);
		};
	}

	async #wait(result: PromiseLike<unknown>, controller: AbortController): Promise<unknown> {
		const { promise, reject } = Promise.withResolvers<never>();
		const end = (error: PublicError) => {
			controller.abort(error);
			reject(error);
		};
		this.#inFlight.add(end);
		try {
			return await Promise.race([result, promise]);
		} catch (error) {
			this.#failed += 1;
			throw error;
		} finally {
			this.#inFlight.delete(end);
		}
	}
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
	return typeof value === 'object' && value !== null && typeof (value as { readonly then?: unknown }).then === 'function';
}
