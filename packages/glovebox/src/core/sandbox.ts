/**
 * The sandbox: one engine, capabilities and limits. Leads a program to a realm, and gives back an outcome.
 *
 * Runs on: host.
 * Size: runs and sessions are leased, begun and ended by one state.
 */
import { availableParallelism } from 'node:os';
import type { Work } from './work.ts';
import type { Boundary, Engine } from './engine.ts';
import { EngineError, GloveboxError } from './errors.ts';
import { readNames } from './options.ts';
import type { Outcome } from './outcome.ts';
import { type Lease, Pool, type PoolSettings, readPoolOptions } from './pool.ts';
import { type Program, type ProgramOptions, readProgram, withKind } from './program.ts';
import { Player } from './replay/player.ts';
import { Recorder } from './replay/recorder.ts';
import type { Tape } from './replay/tape.ts';
import {
	type Defaults,
	readDefaults,
	readRequest,
	type Request,
	requireBoundary,
	type RunOptions,
	type SandboxOptions,
	type SessionOptions,
} from './request.ts';
import { Run } from './run.ts';
import { Session } from './session.ts';
import type { SandboxStats } from './stats.ts';
import { closedError, Stay, unlessAborted } from './stay.ts';
import { aborted, unsupportedSnapshot, unwrap } from './turns.ts';
import { beginning, fitsWarm, readWarmPlan, WarmEngine, type WarmOptions } from './warm.ts';

/** Runs guests behind one boundary. Made by `createSandbox`. */
export class Sandbox {
	/** What stands between a guest of this sandbox and the host: what the engine promises; each carrier proves it again. */
	readonly boundary: Boundary;
	readonly #engine: Engine;
	readonly #defaults: Defaults;
	readonly #pool: Pool;
	readonly #runs = new Set<Run>();
	readonly #sessions = new Set<Session>();
	#lateMessages = 0;
	#realms = 0;
	#warmed = false;
	#closed = false;

	/** Not for users: `createSandbox()` makes sandboxes. */
	constructor(options: SandboxOptions, engine: Engine) {
		this.#engine = engine;
		this.#defaults = readDefaults(options, engine);
		this.boundary = engine.boundary;
		const { region, limits, inspect } = this.#defaults;
		const { memoryBytes, stackBytes } = limits;
		this.#pool = new Pool(engine, { memoryBytes, stackBytes, region, debug: inspect && 'inspect' }, this.#readPool(options));
	}

	/**
	 * Runs a guest in a realm that no other run has touched. Resolves for whatever the guest did.
	 *
	 * @throws TypeError, RangeError for a mistake of the host, which is the only reason to reject.
	 */
	async run<T = unknown>(source: string | Program, options: RunOptions = {}): Promise<Outcome<T>> {
		const request = readRequest(options, 'run', this.#defaults);
		const early = this.#early(source, options, request);
		if ('outcome' in early) return early.outcome as Outcome<T>;
		let lease: Lease;
		try {
			const leased = this.#lease(request, false);
			lease = leased instanceof Promise ? await unlessAborted(leased, request.signal, this.#pool) : leased;
		} catch (error) {
			return this.#refused(error, request) as Outcome<T>;
		}
		return (await this.#perform(lease, { before: beginning(lease.carrier, request), program: early.program }, request)) as Outcome<T>;
	}

	/** As {@link run}, and gives the value or throws the outcome's error. */
	async evaluate<T = unknown>(source: string | Program, options: RunOptions = {}): Promise<T> {
		return unwrap(await this.run<T>(source, options));
	}

	/** As {@link run}, in the caller's stack, on engines that promise `sync`. */
	runSync<T = unknown>(source: string | Program, options: RunOptions = {}): Outcome<T> {
		this.#requireSync();
		const request = readRequest(options, 'runSync', this.#defaults);
		const early = this.#early(source, options, request);
		if ('outcome' in early) return early.outcome as Outcome<T>;
		let lease: Lease;
		try {
			lease = this.#leaseSync(request, false);
		} catch (error) {
			return this.#refused(error, request) as Outcome<T>;
		}
		const { run, end } = this.#enter(lease, { before: beginning(lease.carrier, request), program: early.program }, request, true);
		return end(run) as Outcome<T>;
	}

	/** As {@link runSync}, and gives the value or throws the outcome's error. */
	evaluateSync<T = unknown>(source: string | Program, options: RunOptions = {}): T {
		return unwrap(this.runSync<T>(source, options));
	}

	/**
	 * Parses a guest source under this sandbox's limits, where its guests run, and decides its kind and language.
	 *
	 * @throws GuestError GLOVEBOX_GUEST_SYNTAX where it does not parse; LimitError; EngineError.
	 */
	async compile(source: string, options: ProgramOptions = {}): Promise<Program> {
		readNames(options, 'compile', ['filename', 'language', 'kind']);
		if (this.#closed) throw closedError();
		const program = readProgram(source, options, this.#defaults.limits);
		const request = readRequest({}, 'run', this.#defaults);
		const lease = await this.#lease(request, false);
		return withKind(program, unwrap(await this.#perform(lease, { before: [], check: program }, request)));
	}

	/** Opens a realm that is kept over several runs, with a carrier of its own. */
	async open(options: SessionOptions = {}): Promise<Session> {
		const request = this.#readSession(options, 'open');
		const leased = this.#lease(request, true);
		const lease = leased instanceof Promise ? await unlessAborted(leased, request.signal, this.#pool) : leased;
		return this.#openSession(lease, request, false);
	}

	/** As {@link open}, on engines that promise `sync`. */
	openSync(options: SessionOptions = {}): Session {
		this.#requireSync();
		const request = this.#readSession(options, 'openSync');
		return this.#openSession(this.#leaseSync(request, true), request, true);
	}

	/** Opens a session from a snapshot, on engines that promise it. None does yet. */
	async restore(_snapshot: Uint8Array): Promise<Session> {
		throw unsupportedSnapshot('restore', this.#engine.name);
	}

	/**
	 * Loads modules now and evaluates them once, so that every realm from now on begins with them: importing one takes a guest no time.
	 * Each realm has its own copy, and nothing that a guest does to it is there for the next. `isolate()` evaluates them in each of its
	 * isolates, before it is needed; QuickJS copies the memory in which they were.
	 *
	 * What a module does when it is evaluated is done for all: a random number or a time that it keeps is the same in every realm of
	 * QuickJS. It finds the sandbox's `globals` there, and every call of a host function fails. Runs and sessions with capabilities or
	 * modules of their own begin without.
	 *
	 * @throws GuestError, LimitError where a module cannot be imported; EngineError GLOVEBOX_UNSUPPORTED where the engine cannot.
	 * @example
	 * ```ts
	 * import { createSandbox } from 'glovebox';
	 * import { quickjs } from 'glovebox/engines';
	 * await using sandbox = createSandbox({ engine: quickjs(), modules: { tax: 'export const rate = 0.2' } });
	 * await sandbox.warm({ modules: ['tax'] });
	 * await sandbox.evaluate('import { rate } from "tax"; export default rate * 100'); // 20
	 * ```
	 */
	async warm(options: WarmOptions): Promise<void> {
		const plan = readWarmPlan(options, this.#defaults);
		if (this.#closed) throw closedError();
		await this.#pool.replaceEngine(new WarmEngine(this.#engine, plan).engine, this.#defaults.tenant);
		this.#warmed = true;
	}

	/** What the sandbox holds at this moment. */
	stats(): SandboxStats {
		const { busy, idle, starting, waiting } = this.#pool.counts;
		return {
			carriers: { busy, idle, starting },
			sessions: this.#sessions.size,
			queue: waiting,
			bytes: this.#pool.bytes,
			lateMessages: this.#lateMessages,
			realms: this.#realms,
		};
	}

	/** Ends every run, session and carrier. Harmless when repeated; what is started afterwards ends with `GLOVEBOX_CLOSED`. */
	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		for (const run of [...this.#runs]) run.fail(closedError());
		for (const session of [...this.#sessions]) session.close();
		this.#pool.close();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.close();
	}

	[Symbol.dispose](): void {
		this.close();
	}

	/** Nobody is to be asked for a debugger before there is a run. */
	#readPool({ pool }: SandboxOptions): PoolSettings {
		const given = this.#defaults.inspect ? { min: 0, ...pool } : pool;
		return readPoolOptions(given, this.#engine, availableParallelism());
	}

	#requireSync(): void {
		if (this.#engine.sync) return;
		throw new EngineError(
			'GLOVEBOX_UNSUPPORTED',
			`Cannot run synchronously: ${this.#engine.name} does not promise it; use nodeVm(), isolate() or quickjs()`,
		);
	}

	#readSession(options: SessionOptions, caller: 'open' | 'openSync'): Request {
		const request = readRequest(options, caller, this.#defaults);
		if (this.#closed) throw closedError();
		if (request.refusal) throw request.refusal;
		if (request.signal?.aborted) throw aborted(request.signal.reason);
		const { record, replay } = this.#defaults;
		if (record || replay) throw new EngineError('GLOVEBOX_UNSUPPORTED', 'Cannot open a session: only runs are recorded and replayed');
		if (options.checkpoint) throw unsupportedSnapshot('checkpoint', this.#engine.name);
		return request;
	}

	#lease(request: Request, dedicated: boolean): Lease | Promise<Lease> {
		const debug = request.observations.length > 0 ? { debug: 'observe' as const } : {};
		const cold = this.#isCold(request);
		const leased = this.#pool.acquire({ ...request.limits, ...debug, tenant: request.tenant, dedicated, cold });
		return leased instanceof Promise ? leased.then((lease) => this.#exchanged(lease, request, dedicated)) : leased;
	}

	#leaseSync(request: Request, dedicated: boolean): Lease {
		return this.#pool.acquireSync({ ...request.limits, tenant: request.tenant, dedicated, cold: this.#isCold(request) });
	}

	#isCold(request: Request): boolean {
		return this.#warmed && !fitsWarm(request, this.#defaults);
	}

	/** Another lease for a run that waited while the sandbox was warmed and cannot begin so. */
	#exchanged(lease: Lease, request: Request, dedicated: boolean): Lease | Promise<Lease> {
		if (lease.carrier.loaded === undefined || !this.#isCold(request)) return lease;
		this.#pool.release(lease, true, undefined);
		return this.#lease(request, dedicated);
	}

	/** What can be said before anything is started: a program to run, or the outcome already. */
	#early(
		source: string | Program,
		options: ProgramOptions,
		request: Request,
	): { readonly program: Program } | { readonly outcome: Outcome } {
		if (this.#closed) return { outcome: this.#refused(closedError(), request) };
		if (request.signal?.aborted) return { outcome: this.#refused(aborted(request.signal.reason), request) };
		if (request.refusal) return { outcome: this.#refused(request.refusal, request) };
		try {
			return { program: readProgram(source, options, request.limits) };
		} catch (error) {
			return { outcome: this.#refused(error, request) };
		}
	}

	/** The outcome of a run that never began. Mistakes of the host are thrown instead. */
	#refused(error: unknown, request: Request): Outcome {
		if (!GloveboxError.isInstance(error)) throw error;
		const run = new Run({
			limits: request.limits,
			console: 'discard',
			engine: this.#engine.name,
			boundary: this.boundary,
			queueMs: 0,
			startMs: 0,
		});
		run.fail(error);
		return run.outcome(undefined);
	}

	async #perform(lease: Lease, work: Work, request: Request): Promise<Outcome> {
		const { run, stay, end } = this.#enter(lease, work, request, false);
		if (run.settled) return end(run);
		const abort = () => run.fail(aborted(request.signal?.reason));
		request.signal?.addEventListener('abort', abort, { once: true });
		// A host function may have aborted it already, on this very stack.
		if (request.signal?.aborted) abort();
		if (run.settled) return end(run);
		run.watchDeadline();
		return new Promise((resolve) => {
			run.onSettled = () => {
				request.signal?.removeEventListener('abort', abort);
				if (request.observations.length === 0) resolve(end(run));
				else stay.observed(run).then((observed) => resolve({ ...end(run), ...observed }));
			};
		});
	}

	/** Opens a realm on a leased carrier and begins a run there. `end` gives the carrier back and makes the outcome. */
	#enter(
		lease: Lease,
		work: Work,
		request: Request,
		sync: boolean,
	): { readonly run: Run; readonly stay: Stay; readonly end: (run: Run) => Outcome } {
		const { filename, source } = work.program ?? work.check ?? { filename: '', source: '' };
		const { record, replay } = this.#defaults;
		const recorder = record && work.program ? new Recorder() : undefined;
		const tape = replay && work.program ? new Player(replay, request.lingers, (error) => run.fail(error)) : recorder;
		const stay = this.#stay(lease, request, new Map([[filename, source]]), sync, undefined, tape);
		const run: Run = stay.makeRun();
		const end = (ended: Run) => {
			this.#runs.delete(ended);
			const outcome = ended.outcome(stay.conversation.realm?.usage());
			stay.leave(ended.clean);
			return recorder ? { ...outcome, recording: recorder.recording(this.#engine.name, outcome) } : outcome;
		};
		this.#runs.add(run);
		if (request.signal?.aborted) run.fail(aborted(request.signal.reason));
		else this.#begin(stay, run, work, lease);
		if (sync) stay.conversation.drive(run);
		return { run, stay, end };
	}

	#begin(stay: Stay, run: Run, work: Work, lease: Lease): void {
		try {
			requireBoundary(lease.carrier.boundary, this.#defaults.weakest, this.#engine.name);
			const { inspectorUrl } = lease.carrier;
			if (inspectorUrl !== undefined) this.#defaults.inspect?.(inspectorUrl);
			stay.conversation.begin(run, work);
		} catch (error) {
			if (!GloveboxError.isInstance(error)) throw error;
			run.fail(error);
		}
	}

	/** `onGone` is a session's. */
	#stay(lease: Lease, request: Request, sources: Map<string, string>, sync: boolean, onGone?: () => void, tape?: Tape): Stay {
		this.#realms += 1;
		const onLate = () => {
			this.#lateMessages += 1;
		};
		const common = { engine: this.#engine, pool: this.#pool, lease, request, sources, sync, tape, onLate };
		return new Stay({ ...common, once: onGone === undefined, onGone: onGone ?? (() => undefined) });
	}

	#openSession(lease: Lease, request: Request, sync: boolean): Session {
		requireBoundary(lease.carrier.boundary, this.#defaults.weakest, this.#engine.name);
		const sources = new Map<string, string>();
		const stay = this.#stay(lease, request, sources, sync, () => session.gone());
		const release = (clean: boolean) => {
			this.#sessions.delete(session);
			stay.leave(clean);
		};
		const { limits, console, signal } = request;
		const before = beginning(lease.carrier, request);
		const session: Session = new Session({
			engine: this.#engine,
			lease,
			conversation: stay.conversation,
			limits,
			console,
			before,
			sources,
			sync,
			release,
		});
		this.#sessions.add(session);
		signal?.addEventListener('abort', () => session.close(), { once: true });
		return session;
	}
}
