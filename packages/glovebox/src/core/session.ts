/**
 * A session: a realm kept over several runs, which queue in order.
 *
 * Runs on: host.
 */
import type { Capabilities } from './capability.ts';
import type { Conversation, Work } from './conversation.ts';
import { isSizeError } from '../codec/index.ts';
import { EngineError, type GloveboxError, LimitError } from './errors.ts';
import { globalsMessages, invokeMessage } from './host-message.ts';
import { readRunLimits, type LimitOptions, type Limits } from './limits.ts';
import type { Message } from './message.ts';
import { readNames, readObject } from './options.ts';
import type { ConsoleEntry, ConsoleSink, Outcome, Usage } from './outcome.ts';
import { readPath } from './path.ts';
import { type Program, readProgram, type ProgramOptions } from './program.ts';
import { Run } from './run.ts';
import type { Engine } from './engine.ts';
import type { Lease } from './pool.ts';

/** What a session is opened with. */
export interface SessionOptions {
	readonly globals?: Readonly<Record<string, unknown>>;
	readonly limits?: LimitOptions;
	readonly console?: ConsoleSink;
	readonly tenant?: string;
	readonly capabilities?: Capabilities;
	readonly context?: unknown;
	readonly signal?: AbortSignal;
	/** Go back to the state before a run that met a limit, instead of closing; on engines that promise `snapshot`. */
	readonly checkpoint?: boolean;
}

/** Options of one run in a session. */
export interface SessionRunOptions extends ProgramOptions {
	/** Becomes the guest's global `input`. */
	readonly input?: unknown;
	/** Defined on the guest's global before this run. */
	readonly globals?: Readonly<Record<string, unknown>>;
	readonly limits?: LimitOptions;
	readonly signal?: AbortSignal;
	readonly console?: ConsoleSink;
}

/** What the sandbox gives a session. */
export interface SessionParts {
	readonly engine: Engine;
	readonly lease: Lease;
	readonly conversation: Conversation;
	readonly limits: Limits;
	readonly console: ConsoleSink | undefined;
	readonly before: readonly Message[];
	readonly sources: Map<string, string>;
	readonly sync: boolean;
	/** Gives the carrier back. Called once. */
	readonly release: (clean: boolean) => void;
}

type Listener = (entry: ConsoleEntry) => void;

/**
 * A realm kept over several runs: what one run defines, the next one sees. Runs and calls queue in order; timers run only while one is
 * in progress. After a `LimitError` or a crash it is closed, and everything answers with `GLOVEBOX_CLOSED`.
 *
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * await using sandbox = createSandbox();
 * await using session = await sandbox.open();
 * await session.run('let total = 0; function add(n) { total += n; return total }');
 * console.log(await session.call('add', 40)); // → 40
 * console.log(await session.call('add', 2)); // → 42
 * ```
 */
export class Session {
	readonly #parts: SessionParts;
	readonly #roots = new Set<string>();
	readonly #listeners = new Set<Listener>();
	#before: readonly Message[];
	#queue: Promise<void> = Promise.resolve();
	#busy = false;
	#current: Run | undefined;
	#closed: GloveboxError | undefined;
	#usage: Usage | undefined;
	#runs = 0;

	/** Not for users: `sandbox.open()` makes sessions. */
	constructor(parts: SessionParts) {
		this.#parts = parts;
		this.#before = parts.before;
	}

	/** Runs source or a program in this session's realm. Resolves for whatever the guest did. */
	async run<T = unknown>(source: string | Program, options: SessionRunOptions = {}): Promise<Outcome<T>> {
		const limits = this.#limits(options.limits);
		const program = this.#name(readProgram(source, options, limits));
		return (await this.#turn({ before: globalsOf(options, limits), program }, limits, options)) as Outcome<T>;
	}

	/** As {@link run}, and gives the value or throws the outcome's error. */
	async evaluate<T = unknown>(source: string | Program, options: SessionRunOptions = {}): Promise<T> {
		return unwrap(await this.run<T>(source, options));
	}

	/** As {@link run}, in the caller's stack; the session must come from `openSync`. */
	runSync<T = unknown>(source: string | Program, options: SessionRunOptions = {}): Outcome<T> {
		const limits = this.#limits(options.limits);
		const program = this.#name(readProgram(source, options, limits));
		return this.#turnSync({ before: globalsOf(options, limits), program }, limits, options) as Outcome<T>;
	}

	/** As {@link runSync}, and gives the value or throws the outcome's error. */
	evaluateSync<T = unknown>(source: string | Program, options: SessionRunOptions = {}): T {
		return unwrap(this.runSync<T>(source, options));
	}

	/** Calls a function by path, such as `add` or `list.0.format`; `this` is the object before the last dot. */
	async call<T = unknown>(path: string, ...args: readonly unknown[]): Promise<T> {
		return unwrap(await this.#invoke('call', path, args)) as T;
	}

	/** As {@link call}, in the caller's stack. */
	callSync<T = unknown>(path: string, ...args: readonly unknown[]): T {
		return unwrap(this.#invokeSync('call', path, args)) as T;
	}

	/** A copy of what a path holds. */
	async get<T = unknown>(path: string): Promise<T> {
		return unwrap(await this.#invoke('get', path, [])) as T;
	}

	/** Assigns a copy of a value to a name, as `name = value` in the guest would. */
	async set(name: string, value: unknown): Promise<void> {
		unwrap(await this.#invoke('set', name, [value]));
	}

	/** Usage of the run or call that ended last; all zero before the first. */
	get usage(): Usage {
		const { engine, lease } = this.#parts;
		return this.#usage ?? { ...noUsage, engine: engine.name, boundary: lease.carrier.boundary };
	}

	/** The session's state as bytes, on engines that promise `snapshot`. None does yet. */
	async snapshot(): Promise<Uint8Array> {
		throw unsupportedSnapshot('snapshot', this.#parts.engine.name);
	}

	/** Whether nothing can run here any more. */
	get closed(): boolean {
		return this.#closed !== undefined;
	}

	/** Listens to the guest's console. Returns a function that stops listening. */
	on(event: 'console', listener: Listener): () => void {
		if (event !== 'console') throw new TypeError(`session.on: "${String(event)}" is no event; the event is "console"`);
		if (typeof listener !== 'function') throw new TypeError('session.on: the listener must be a function');
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Ends the session and what runs in it. Harmless when repeated. */
	close(): void {
		this.#end(new EngineError('GLOVEBOX_CLOSED', 'Cannot run: the session is closed'));
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.close();
	}

	[Symbol.dispose](): void {
		this.close();
	}

	/** The realm is gone without having been asked to go. Called by the sandbox. */
	gone(): void {
		this.#end(new EngineError('GLOVEBOX_CLOSED', 'Cannot run: the session ended with its last run'));
	}

	#limits(options: LimitOptions | undefined): Limits {
		return readRunLimits(options, this.#parts.limits, this.#parts.engine);
	}

	/** Each program without a name of its own gets one, so that places in different programs are told apart. */
	#name(program: Program): Program {
		this.#runs += 1;
		const named = this.#runs > 1 && program.filename === 'guest.js' ? { ...program, filename: `guest-${this.#runs}.js` } : program;
		this.#parts.sources.set(named.filename, named.source);
		return named;
	}

	/** Too many bytes of arguments are a limit, told before anything is sent. */
	async #invoke(action: 'call' | 'get' | 'set', path: string, args: readonly unknown[]): Promise<Outcome> {
		const { segments, message, root } = this.#readInvoke(action, path, args);
		if (root) {
			const opened = await this.#turn({ before: [], program: root }, this.#parts.limits, {});
			if (!opened.ok) return opened;
			this.#roots.add(segments[0] ?? '');
		}
		return this.#turn({ before: [], message }, this.#parts.limits, {});
	}

	#invokeSync(action: 'call' | 'get' | 'set', path: string, args: readonly unknown[]): Outcome {
		const { segments, message, root } = this.#readInvoke(action, path, args);
		if (root) {
			const opened = this.#turnSync({ before: [], program: root }, this.#parts.limits, {});
			if (!opened.ok) return opened;
			this.#roots.add(segments[0] ?? '');
		}
		return this.#turnSync({ before: [], message }, this.#parts.limits, {});
	}

	#readInvoke(action: 'call' | 'get' | 'set', path: string, args: readonly unknown[]) {
		const segments = readPath(path, action);
		const message = this.#encode(action, segments, args);
		const [name = ''] = segments;
		const root: Program | undefined = this.#roots.has(name) ? undefined : { source: name, filename: 'guest:path', kind: 'root', language: 'js' };
		return { segments, message, root };
	}

	#encode(action: 'call' | 'get' | 'set', segments: readonly string[], args: readonly unknown[]): Message {
		const { inputBytes } = this.#parts.limits;
		try {
			return invokeMessage(action, segments, args, action === 'set' ? 'value' : 'arguments', inputBytes);
		} catch (error) {
			throw isSizeError(error) ? new LimitError('inputBytes', inputBytes, error.used) : error;
		}
	}

	async #turn(work: Work, limits: Limits, options: SessionRunOptions): Promise<Outcome> {
		const before = this.#queue;
		const { promise, resolve } = Promise.withResolvers<void>();
		this.#queue = promise;
		await before;
		try {
			return await this.#perform(work, limits, options);
		} finally {
			resolve();
		}
	}

	async #perform(work: Work, limits: Limits, options: SessionRunOptions): Promise<Outcome> {
		const run = this.#begin(work, limits, options);
		const { signal } = options;
		const abort = () => this.#abort(signal?.reason);
		if (!run.settled) {
			signal?.addEventListener('abort', abort, { once: true });
			if (signal?.aborted) abort();
			run.watchDeadline();
			await new Promise<void>((resolve) => {
				if (run.settled) resolve();
				else run.onSettled = resolve;
			});
			signal?.removeEventListener('abort', abort);
		}
		const outcome = this.#finish(run);
		if (!this.#closed) await this.#settleDown(run);
		this.#busy = false;
		return outcome;
	}

	/** The value is there, but the guest may still be busy: it has until the deadline of the run that left it so. */
	async #settleDown(run: Run): Promise<void> {
		const { promise, resolve } = Promise.withResolvers<'late'>();
		const timer = setTimeout(resolve, Math.max(0, run.deadline - performance.now()), 'late');
		const won = await Promise.race([this.#parts.conversation.quiet(), promise]);
		clearTimeout(timer);
		if (won === 'late') this.gone();
	}

	#turnSync(work: Work, limits: Limits, options: SessionRunOptions): Outcome {
		if (!this.#parts.sync) {
			throw new EngineError('GLOVEBOX_UNSUPPORTED', 'Cannot run synchronously: this session was opened with open(); use openSync() on nodeVm(), isolate() or quickjs()');
		}
		if (this.#busy) throw new EngineError('GLOVEBOX_UNSUPPORTED', 'Cannot run synchronously: a run of this session is in progress');
		const run = this.#begin(work, limits, options);
		this.#parts.conversation.drive(run);
		const outcome = this.#finish(run);
		this.#busy = false;
		return outcome;
	}

	#begin(work: Work, limits: Limits, options: SessionRunOptions): Run {
		const { lease, engine, conversation } = this.#parts;
		const run = new Run({
			limits,
			console: options.console ?? this.#sink(),
			engine: engine.name,
			boundary: lease.carrier.boundary,
			queueMs: this.#usage ? 0 : lease.queueMs,
			startMs: this.#usage ? 0 : lease.startMs,
		});
		this.#busy = true;
		this.#current = run;
		if (this.#closed) run.fail(this.#closed);
		else if (options.signal?.aborted) run.fail(aborted(options.signal.reason));
		else conversation.begin(run, { ...work, before: [...this.#before, ...work.before] });
		this.#before = [];
		return run;
	}

	#finish(run: Run): Outcome {
		const outcome = run.outcome(this.#parts.conversation.realm?.usage());
		this.#usage = outcome.usage;
		this.#current = undefined;
		if (!run.clean) this.gone();
		return outcome;
	}

	#sink(): ConsoleSink | undefined {
		const { console } = this.#parts;
		if (this.#listeners.size === 0) return console;
		return (entry) => {
			for (const listener of this.#listeners) listener(entry);
			if (typeof console === 'function') console(entry);
		};
	}

	#abort(reason: unknown): void {
		this.#current?.fail(aborted(reason));
	}

	#end(error: GloveboxError): void {
		if (this.#closed) return;
		this.#closed = error;
		const clean = !this.#busy && this.#parts.conversation.tidy;
		this.#current?.fail(error);
		this.#parts.release(clean);
	}
}

const noUsage = {
	wallMs: 0,
	cpuMs: undefined,
	queueMs: 0,
	startMs: 0,
	peakMemoryBytes: undefined,
	hostCalls: 0,
	consoleBytes: 0,
	outputBytes: 0,
};
const runNames = ['input', 'globals', 'limits', 'signal', 'console', 'filename', 'language', 'kind'];

function globalsOf(options: SessionRunOptions, limits: Limits): readonly Message[] {
	readNames(options, 'session.run', runNames);
	return globalsMessages(readObject(options.globals, 'options.globals'), options, limits.inputBytes);
}

export function unsupportedSnapshot(what: string, engine: string): EngineError {
	return new EngineError('GLOVEBOX_UNSUPPORTED', `Cannot use ${what}: ${engine} does not promise snapshots`);
}

export function aborted(reason: unknown): EngineError {
	return new EngineError('GLOVEBOX_ABORTED', 'Cannot continue the guest: its signal was aborted', { cause: reason });
}

export function unwrap<T>(outcome: Outcome<T>): T {
	if (outcome.ok) return outcome.value;
	throw outcome.error;
}
