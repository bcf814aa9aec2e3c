/**
 * Kept realms: what makes the second call of a program as cheap as a function call.
 *
 * A realm stays warm for one program of one tenant in one sandbox and for nothing else. Its intrinsics are frozen before the program
 * is there, and what the program leaves on the global before the first call; so no call can leave something behind for the next one,
 * but in variables of the program's own. A program that hands objects of its own to code it trusts less gives them to `harden` first.
 *
 * Runs on: host.
 * Trusts: nothing of the realm. After a limit, a crash or a refused message it is thrown away, and made anew at the next call.
 */
import { EngineError, type GloveboxError } from './errors.ts';
import { hardenGlobalText, hardenText } from './kept-harden.ts';
import type { Outcome } from './outcome.ts';
import { readNames } from './options.ts';
import type { ProgramOptions } from './program.ts';
import type { SessionOptions } from './request.ts';
import type { Sandbox } from './sandbox.ts';
import type { CallOptions, Session } from './session.ts';

/** How realms are kept. */
export interface KeepingOptions {
	/** How many stay warm at once; the one used longest ago is closed first. Each holds a carrier of its own. Default 16. */
	readonly keep?: number;
	/** Each call gets a new realm. Default false. */
	readonly fresh?: boolean;
}

/** A program, and what the session it runs in is opened with. */
export interface KeptProgram {
	readonly source: string;
	readonly options?: ProgramOptions;
	/** Its `tenant` is the only one that this realm ever serves. */
	readonly session?: Omit<SessionOptions, 'signal' | 'checkpoint'>;
}

type Opened = { readonly session: Session } | { readonly failed: Outcome };

/**
 * The warm realms of one sandbox. Closed with the sandbox, or by itself.
 *
 * ```ts no-run
 * const realms = new KeptRealms(sandbox);
 * const realm = realms.of({ source: 'export const double = (n) => n * 2', session: { tenant: 'a' } });
 * await realm.call('double', [21]); // an outcome
 * ```
 */
export class KeptRealms {
	readonly sandbox: Sandbox;
	readonly fresh: boolean;
	readonly #most: number;
	/** Warm realms, the one used longest ago first. */
	readonly #warm = new Set<KeptRealm>();
	/** The last of them. */
	#latest: KeptRealm | undefined;
	#closed = false;

	constructor(sandbox: Sandbox, options: KeepingOptions = {}) {
		const { keep = 16, fresh = false } = options;
		if (!Number.isInteger(keep) || keep < 1) throw new RangeError('options.keep must be a whole number, 1 or more');
		if (typeof fresh !== 'boolean') throw new TypeError('options.fresh must be true or false');
		this.sandbox = sandbox;
		this.fresh = fresh;
		this.#most = keep;
	}

	/** A realm for one program. Nothing is started before its first call. Whoever keeps it decides what is the same program. */
	of(program: KeptProgram): KeptRealm {
		return new KeptRealm(this, program);
	}

	/** How many are warm at this moment. */
	get size(): number {
		return this.#warm.size;
	}

	/** Closes every realm. Harmless when repeated; a call afterwards is refused with `GLOVEBOX_CLOSED`. */
	close(): void {
		this.#closed = true;
		for (const realm of this.#warm) realm.close();
		this.#warm.clear();
	}

	/** Not for users: a realm is about to be used. */
	used(realm: KeptRealm): void {
		if (this.#closed) throw new EngineError('GLOVEBOX_CLOSED', 'Cannot call: the realms were closed');
		// Most calls are of the same realm as the one before.
		if (this.#latest === realm && this.#warm.has(realm)) return;
		this.#latest = realm;
		this.#warm.delete(realm);
		this.#warm.add(realm);
	}

	/** Not for users: a realm has finished a call. */
	rested(realm: KeptRealm): void {
		if (!realm.warm) this.#warm.delete(realm);
		if (this.#warm.size <= this.#most) return;
		for (const oldest of this.#warm) {
			if (this.#warm.size <= this.#most) return;
			if (oldest.busy) continue;
			oldest.close();
			this.#warm.delete(oldest);
		}
	}
}

/** One program's warm realm. Calls queue in order; `callSync` has a realm of its own, for a guest cannot be on two stacks. */
export class KeptRealm {
	readonly #realms: KeptRealms;
	readonly #program: KeptProgram;
	#session: Session | undefined;
	#sessionSync: Session | undefined;
	#queue: Promise<unknown> = Promise.resolve();
	#calls = 0;

	/** Not for users: `KeptRealms.of` makes them. */
	constructor(realms: KeptRealms, program: KeptProgram) {
		this.#realms = realms;
		this.#program = program;
	}

	/** Calls a function by path, as `session.call` does, and resolves for whatever the guest did. */
	async call<T = unknown>(path: string, args: readonly unknown[], options: CallOptions = {}): Promise<Outcome<T>> {
		const before = this.#queue;
		const { promise, resolve } = Promise.withResolvers<void>();
		this.#queue = promise;
		this.#calls += 1;
		try {
			await before;
			this.#realms.used(this);
			const opened = await this.#open();
			if ('failed' in opened) return opened.failed as Outcome<T>;
			return await opened.session.invoke<T>(path, args, options);
		} finally {
			this.#calls -= 1;
			if (this.#realms.fresh) this.close();
			this.#realms.rested(this);
			resolve();
		}
	}

	/** As {@link call}, in the caller's stack, on engines that promise `sync`. */
	callSync<T = unknown>(path: string, args: readonly unknown[], options: CallOptions = {}): Outcome<T> {
		this.#realms.used(this);
		try {
			const opened = this.#openSync();
			if ('failed' in opened) return opened.failed as Outcome<T>;
			return opened.session.invokeSync<T>(path, args, options);
		} finally {
			if (this.#realms.fresh) this.#closeSync();
			this.#realms.rested(this);
		}
	}

	/** Whether a realm is there for the next call. */
	get warm(): boolean {
		return isOpen(this.#session) || isOpen(this.#sessionSync);
	}

	/** Whether a call is in progress or waits. */
	get busy(): boolean {
		return this.#calls > 0;
	}

	/** Closes its realms; the next call makes a new one. */
	close(): void {
		this.#session?.close();
		this.#session = undefined;
		this.#closeSync();
	}

	#closeSync(): void {
		this.#sessionSync?.close();
		this.#sessionSync = undefined;
	}

	async #open(): Promise<Opened> {
		if (isOpen(this.#session)) return { session: this.#session };
		const session = await this.#realms.sandbox.open(this.#program.session);
		for (const { source, options } of this.#scripts()) {
			const outcome = await session.run(source, options);
			if (hasFailed(outcome)) return giveUp(session, outcome);
		}
		this.#session = session;
		return { session };
	}

	#openSync(): Opened {
		if (isOpen(this.#sessionSync)) return { session: this.#sessionSync };
		const session = this.#realms.sandbox.openSync(this.#program.session);
		for (const { source, options } of this.#scripts()) {
			const outcome = session.runSync(source, options);
			if (hasFailed(outcome)) return giveUp(session, outcome);
		}
		this.#sessionSync = session;
		return { session };
	}

	#scripts(): readonly KeptProgram[] {
		return [
			{ source: hardenText, options: { filename: 'glovebox:harden', kind: 'script', language: 'js' } },
			this.#program,
			{ source: hardenGlobalText, options: { filename: 'glovebox:harden-global', kind: 'script', language: 'js' } },
		];
	}
}

/** Reads what a system passes on to one call of a kept realm. Throws a TypeError that names what is no option of `caller`. */
export function readCallOptions(options: Pick<CallOptions, 'limits' | 'signal'> | undefined, caller: string): CallOptions {
	if (options === undefined) return noOptions;
	readNames(options, caller, ['limits', 'signal']);
	return options;
}

const noOptions: CallOptions = Object.freeze({});

function isOpen(session: Session | undefined): session is Session {
	return session !== undefined && !session.closed;
}

/** A program's own value is of no interest, and may well be a function. */
function hasFailed(outcome: Outcome): outcome is Outcome & { readonly ok: false; readonly error: GloveboxError } {
	return !outcome.ok && outcome.error.code !== 'GLOVEBOX_GUEST_VALUE';
}

function giveUp(session: Session, failed: Outcome): Opened {
	session.close();
	return { failed };
}
