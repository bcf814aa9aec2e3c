/**
 * The sandbox: one engine, capabilities and limits. Joins options, leads a program to a realm, and gives back an outcome.
 *
 * Runs on: host.
 */
import { availableParallelism } from 'node:os';
import { isSizeError } from '../codec/index.ts';
import { type Capabilities, type Grants, readCapabilities } from './capability.ts';
import { Conversation, type Work } from './conversation.ts';
import { type Boundary, boundaries, type Engine } from './engine.ts';
import { EngineError, GloveboxError, LimitError } from './errors.ts';
import { globalsMessages, setupMessage } from './host-message.ts';
import { type LimitOptions, type Limits, readRunLimits, readSandboxLimits } from './limits.ts';
import type { Message } from './message.ts';
import { readConsole, readNames, readObject, readSignal, readTenant } from './options.ts';
import type { ConsoleSink, Outcome } from './outcome.ts';
import { type Lease, Pool, type PoolOptions, readPoolOptions } from './pool.ts';
import { type Program, type ProgramOptions, readProgram, withKind } from './program.ts';
import { Run } from './run.ts';
import { aborted, Session, type SessionOptions, unsupportedSnapshot, unwrap } from './session.ts';

/** What a sandbox is made of. Everything is optional, and nothing is granted that is not named. */
export interface SandboxOptions {
	/** Default: the strongest boundary that works here. */
	readonly engine?: Engine;
	/** The weakest boundary accepted; a weaker engine throws. Default `'isolate'`. */
	readonly boundary?: Boundary;
	/** Host functions: all that a guest may do beyond computing. Default none. */
	readonly capabilities?: Capabilities;
	/** Data copied into every fresh realm. Default none. */
	readonly globals?: Readonly<Record<string, unknown>>;
	readonly limits?: LimitOptions;
	/** Where the guest's console goes, beside the outcome's list. */
	readonly console?: ConsoleSink;
	/** Carriers are shared only between runs of one tenant. A sandbox without it is one trust class. */
	readonly tenant?: string;
	readonly pool?: PoolOptions;
}

/** What one run may change or add. */
export interface SandboxRunOptions extends ProgramOptions {
	/** Becomes the guest's global `input`. */
	readonly input?: unknown;
	readonly globals?: Readonly<Record<string, unknown>>;
	/** At most the sandbox's. */
	readonly limits?: LimitOptions;
	readonly signal?: AbortSignal;
	readonly console?: ConsoleSink;
	readonly tenant?: string;
	/** Added for this run; a name already granted is refused. */
	readonly capabilities?: Capabilities;
	/** Any host value, handed to host functions as `run.context`; the guest never sees it. */
	readonly context?: unknown;
	/** Go on after the value has settled until no timer and no host call is left, as Node does. Default false. */
	readonly waitForTimers?: boolean;
}

/** What a sandbox holds at this moment. */
export interface SandboxStats {
	readonly carriers: { readonly busy: number; readonly idle: number; readonly starting: number };
	readonly sessions: number;
	/** Runs that wait for a carrier. */
	readonly queue: number;
	/** Messages that came when nobody listened any more, and were dropped. */
	readonly lateMessages: number;
	/** Realms opened since the sandbox was made. */
	readonly realms: number;
}

const sandboxNames = ['engine', 'boundary', 'capabilities', 'globals', 'limits', 'console', 'tenant', 'pool'];
const runNames = ['input', 'globals', 'limits', 'signal', 'console', 'tenant', 'capabilities', 'context', 'filename', 'language', 'kind', 'waitForTimers'];
const sessionNames = ['globals', 'limits', 'console', 'tenant', 'capabilities', 'context', 'signal', 'checkpoint'];

/** Everything a run was asked for, read. */
interface Request {
	readonly limits: Limits;
	readonly grants: Grants;
	readonly console: ConsoleSink | undefined;
	readonly tenant: string | undefined;
	readonly context: unknown;
	readonly signal: AbortSignal | undefined;
	readonly before: readonly Message[];
	/** Why the run cannot begin. */
	readonly refusal: LimitError | undefined;
	readonly lingers: boolean;
}

/** Runs guests behind one boundary. Made by `createSandbox`. */
export class Sandbox {
	/** What stands between a guest of this sandbox and the host: what the engine promises; each carrier proves it again. */
	readonly boundary: Boundary;
	readonly #engine: Engine;
	readonly #grants: Grants;
	readonly #globals: Readonly<Record<string, unknown>>;
	readonly #limits: Limits;
	readonly #console: ConsoleSink | undefined;
	readonly #tenant: string | undefined;
	readonly #weakest: Boundary;
	readonly #pool: Pool;
	readonly #runs = new Set<Run>();
	readonly #sessions = new Set<Session>();
	#lateMessages = 0;
	#realms = 0;
	#closed = false;

	/** Not for users: `createSandbox()` makes sandboxes. */
	constructor(options: SandboxOptions, engine: Engine) {
		readNames(options, 'createSandbox', sandboxNames);
		this.#engine = engine;
		this.#weakest = readBoundary(options.boundary);
		requireBoundary(engine.boundary, this.#weakest, engine.name);
		this.boundary = engine.boundary;
		this.#grants = readCapabilities(options.capabilities);
		this.#globals = readObject(options.globals, 'options.globals');
		this.#limits = readSandboxLimits(options.limits, engine);
		this.#console = readConsole(options.console);
		this.#tenant = readTenant(options.tenant);
		const { memoryBytes, stackBytes } = this.#limits;
		this.#pool = new Pool(engine, { memoryBytes, stackBytes }, readPoolOptions(options.pool, engine, availableParallelism()));
	}

	/**
	 * Runs a guest in a realm that no other run has touched. Resolves for whatever the guest did.
	 *
	 * @throws TypeError, RangeError for a mistake of the host, which is the only reason to reject.
	 */
	async run<T = unknown>(source: string | Program, options: SandboxRunOptions = {}): Promise<Outcome<T>> {
		const request = this.#read(options, runNames, 'run');
		const early = this.#early(source, options, request);
		if ('outcome' in early) return early.outcome as Outcome<T>;
		let lease: Lease;
		try {
			const leased = this.#pool.acquire({ ...request.limits, tenant: request.tenant, dedicated: false });
			lease = leased instanceof Promise ? await this.#abortable(leased, request.signal) : leased;
		} catch (error) {
			return this.#refused(error, request) as Outcome<T>;
		}
		return (await this.#perform(lease, { before: request.before, program: early.program }, request)) as Outcome<T>;
	}

	/**
	 * Parses a guest source under this sandbox's limits, where its guests run, and decides its kind and language.
	 *
	 * @throws GuestError GLOVEBOX_GUEST_SYNTAX where it does not parse; LimitError; EngineError.
	 */
	async compile(source: string, options: ProgramOptions = {}): Promise<Program> {
		readNames(options, 'compile', ['filename', 'language', 'kind']);
		if (this.#closed) throw closedError();
		const program = readProgram(source, options, this.#limits);
		const request = this.#read({}, [], 'compile');
		const leased = this.#pool.acquire({ ...request.limits, tenant: request.tenant, dedicated: false });
		const lease = leased instanceof Promise ? await leased : leased;
		return withKind(program, unwrap(await this.#perform(lease, { before: [], check: program }, request)));
	}

	/** As {@link run}, and gives the value or throws the outcome's error. */
	async evaluate<T = unknown>(source: string | Program, options: SandboxRunOptions = {}): Promise<T> {
		return unwrap(await this.run<T>(source, options));
	}

	/** As {@link run}, in the caller's stack, on engines that promise `sync`. */
	runSync<T = unknown>(source: string | Program, options: SandboxRunOptions = {}): Outcome<T> {
		this.#requireSync();
		const request = this.#read(options, runNames, 'runSync');
		const early = this.#early(source, options, request);
		if ('outcome' in early) return early.outcome as Outcome<T>;
		let lease: Lease;
		try {
			lease = this.#pool.acquireSync({ ...request.limits, tenant: request.tenant, dedicated: false });
		} catch (error) {
			return this.#refused(error, request) as Outcome<T>;
		}
		const { run, end } = this.#enter(lease, { before: request.before, program: early.program }, request, true);
		return end(run) as Outcome<T>;
	}

	/** As {@link runSync}, and gives the value or throws the outcome's error. */
	evaluateSync<T = unknown>(source: string | Program, options: SandboxRunOptions = {}): T {
		return unwrap(this.runSync<T>(source, options));
	}

	/** Opens a realm that is kept over several runs, with a carrier of its own. */
	async open(options: SessionOptions = {}): Promise<Session> {
		const request = this.#read(options, sessionNames, 'open');
		if (this.#closed) throw closedError();
		if (request.refusal) throw request.refusal;
		if (options.checkpoint) throw unsupportedSnapshot('checkpoint', this.#engine.name);
		const leased = this.#pool.acquire({ ...request.limits, tenant: request.tenant, dedicated: true });
		const lease = leased instanceof Promise ? await this.#abortable(leased, request.signal) : leased;
		return this.#openSession(lease, request, false);
	}

	/** As {@link open}, on engines that promise `sync`. */
	openSync(options: SessionOptions = {}): Session {
		this.#requireSync();
		const request = this.#read(options, sessionNames, 'openSync');
		if (this.#closed) throw closedError();
		if (request.refusal) throw request.refusal;
		return this.#openSession(this.#pool.acquireSync({ ...request.limits, tenant: request.tenant, dedicated: true }), request, true);
	}

	/** Opens a session from a snapshot, on engines that promise it. None does yet. */
	async restore(_snapshot: Uint8Array): Promise<Session> {
		throw unsupportedSnapshot('restore', this.#engine.name);
	}

	/** What the sandbox holds at this moment. */
	stats(): SandboxStats {
		const { busy, idle, starting, waiting } = this.#pool.counts;
		return { carriers: { busy, idle, starting }, sessions: this.#sessions.size, queue: waiting, lateMessages: this.#lateMessages, realms: this.#realms };
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

	#requireSync(): void {
		if (this.#engine.sync) return;
		throw new EngineError('GLOVEBOX_UNSUPPORTED', `Cannot run synchronously: ${this.#engine.name} does not promise it; use nodeVm(), isolate() or quickjs()`);
	}

	#read(options: SandboxRunOptions & SessionOptions, names: readonly string[], caller: string): Request {
		readNames(options, caller, names);
		const limits = readRunLimits(options.limits, this.#limits, this.#engine);
		const grants = readCapabilities(options.capabilities, this.#grants);
		const globals = { ...this.#globals, ...readObject(options.globals, 'options.globals') };
		const console = readConsole(options.console) ?? this.#console;
		const { messages, error } = readInputs(globals, options, limits.inputBytes);
		return {
			refusal: error,
			limits,
			grants,
			console,
			tenant: readTenant(options.tenant) ?? this.#tenant,
			context: options.context,
			signal: readSignal(options.signal),
			before: [setupMessage(setupOf(grants, limits, console)), ...messages],
			lingers: (options as SandboxRunOptions).waitForTimers === true,
		};
	}

	/** What can be said before anything is started: a program to run, or the outcome already. */
	#early(source: string | Program, options: ProgramOptions, request: Request): { readonly program: Program } | { readonly outcome: Outcome } {
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
		const run = new Run({ limits: request.limits, console: 'discard', engine: this.#engine.name, boundary: this.boundary, queueMs: 0, startMs: 0 });
		run.fail(error);
		return run.outcome(undefined);
	}

	async #perform(lease: Lease, work: Work, request: Request): Promise<Outcome> {
		const { run, end } = this.#enter(lease, work, request, false);
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
				resolve(end(run));
			};
		});
	}

	/** Opens a realm on a leased carrier and begins a run there. `end` gives the carrier back and makes the outcome. */
	#enter(lease: Lease, work: Work, request: Request, sync: boolean): { readonly run: Run; readonly end: (run: Run) => Outcome } {
		const { filename, source } = work.program ?? work.check ?? { filename: '', source: '' };
		const sources = new Map([[filename, source]]);
		const run = this.#makeRun(lease, request);
		const conversation = this.#converse(lease, request, sources, sync, () => undefined);
		const end = (ended: Run) => {
			this.#runs.delete(ended);
			const outcome = ended.outcome(conversation.realm?.usage());
			this.#leave(lease, conversation, ended.clean && conversation.tidy);
			return outcome;
		};
		this.#runs.add(run);
		if (request.signal?.aborted) run.fail(aborted(request.signal.reason));
		else this.#begin(conversation, run, work, lease);
		if (sync) conversation.drive(run);
		return { run, end };
	}

	#begin(conversation: Conversation, run: Run, work: Work, lease: Lease): void {
		try {
			requireBoundary(lease.carrier.boundary, this.#weakest, this.#engine.name);
			conversation.begin(run, work);
		} catch (error) {
			if (!GloveboxError.isInstance(error)) throw error;
			run.fail(error);
		}
	}

	#makeRun(lease: Lease, request: Request): Run {
		const { queueMs, startMs, carrier } = lease;
		return new Run({ limits: request.limits, console: request.console, engine: this.#engine.name, boundary: carrier.boundary, queueMs, startMs, lingers: request.lingers });
	}

	#converse(lease: Lease, request: Request, sources: ReadonlyMap<string, string>, sync: boolean, onGone: () => void): Conversation {
		this.#realms += 1;
		const conversation = new Conversation({
			grants: request.grants,
			info: { id: crypto.randomUUID(), tenant: request.tenant, context: request.context },
			waits: this.#engine.waits,
			sync,
			sourceOf: (filename) => sources.get(filename),
			onLate: () => {
				this.#lateMessages += 1;
			},
			onGone,
		});
		conversation.attach(lease.carrier.open({ sync }, conversation));
		return conversation;
	}

	#leave(lease: Lease, conversation: Conversation, clean: boolean): void {
		const realm = conversation.realm;
		conversation.end(closedError());
		const tidy = clean ? realm?.close() : undefined;
		this.#pool.release(lease, clean, tidy);
	}

	#openSession(lease: Lease, request: Request, sync: boolean): Session {
		requireBoundary(lease.carrier.boundary, this.#weakest, this.#engine.name);
		const sources = new Map<string, string>();
		const conversation = this.#converse(lease, request, sources, sync, () => session.gone());
		const release = (clean: boolean) => {
			this.#sessions.delete(session);
			this.#leave(lease, conversation, clean);
		};
		const { limits, console, before } = request;
		const session: Session = new Session({ engine: this.#engine, lease, conversation, limits, console, before, sources, sync, release });
		this.#sessions.add(session);
		const { signal } = request;
		signal?.addEventListener('abort', () => session.close(), { once: true });
		return session;
	}

	/** Waits for a carrier unless the signal is aborted first; then a carrier that still comes goes back to the pool. */
	async #abortable(leased: Promise<Lease>, signal: AbortSignal | undefined): Promise<Lease> {
		if (signal === undefined) return leased;
		const { promise, reject } = Promise.withResolvers<never>();
		const abort = () => reject(aborted(signal.reason));
		signal.addEventListener('abort', abort, { once: true });
		try {
			return await Promise.race([leased, promise]);
		} catch (error) {
			leased.then((lease) => this.#pool.release(lease, true, undefined), () => undefined);
			throw error;
		} finally {
			signal.removeEventListener('abort', abort);
		}
	}
}

function setupOf(grants: Grants, limits: Limits, console: ConsoleSink | undefined) {
	const functions: (readonly [string, 0 | 1])[] = [];
	for (const [path, { sync }] of grants) functions.push([path, sync ? 1 : 0]);
	const { consoleBytes, outputBytes, timers } = limits;
	return { functions, console: console === 'discard' ? (0 as const) : (1 as const), consoleBytes, outputBytes, timers };
}

/** Too much input is a limit that the run meets; input that cannot be copied is the host's mistake. */
function readInputs(globals: Readonly<Record<string, unknown>>, options: { readonly input?: unknown }, inputBytes: number) {
	try {
		return { messages: globalsMessages(globals, options, inputBytes), error: undefined };
	} catch (error) {
		if (!isSizeError(error)) throw error;
		return { messages: [], error: new LimitError('inputBytes', inputBytes, error.used) };
	}
}

function readBoundary(value: unknown): Boundary {
	if (value === undefined) return 'isolate';
	if (boundaries.includes(value as Boundary)) return value as Boundary;
	throw new TypeError(`options.boundary is "${String(value)}"; it must be one of ${boundaries.join(', ')}`);
}

function requireBoundary(has: Boundary, weakest: Boundary, engine: string): void {
	if (boundaries.indexOf(has) >= boundaries.indexOf(weakest)) return;
	throw new EngineError(
		'GLOVEBOX_BOUNDARY',
		`Cannot run guests in ${engine}: its boundary is "${has}", weaker than "${weakest}"; choose another engine, or accept it with createSandbox({ boundary: "${has}" })`,
		{ details: { has, weakest } },
	);
}

function closedError(): EngineError {
	return new EngineError('GLOVEBOX_CLOSED', 'Cannot run: the sandbox is closed');
}

