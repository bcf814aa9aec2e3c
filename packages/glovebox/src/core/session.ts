/**
 * A session: a realm kept over several runs, which queue in order.
 *
 * Runs on: host.
 */
import { areScalars, isSizeError } from '../codec/index.ts';
import type { Work } from './work.ts';
import { EngineError, LimitError } from './errors.ts';
import { globalsMessages, invokeMessage } from './host-message.ts';
import { type LimitOptions, type Limits, readRunLimits } from './limits.ts';
import type { Message } from './message.ts';
import { readConsole, readNames, readObject, readSignal } from './options.ts';
import type { ConsoleEntry, ConsoleSink, Outcome, Usage } from './outcome.ts';
import { readPath } from './path.ts';
import { type Program, type ProgramOptions, readProgram } from './program.ts';
import { endedWithRun, type TurnOptions, Turns, type TurnsParts, unsupportedSnapshot, unwrap } from './turns.ts';

/** Options of one call in a session. */
export interface CallOptions {
	/** At most the session's. */
	readonly limits?: LimitOptions;
	readonly signal?: AbortSignal;
	readonly console?: ConsoleSink;
}

/** Options of one run in a session. */
export interface SessionRunOptions extends ProgramOptions, CallOptions {
	/** Becomes the guest's global `input`. */
	readonly input?: unknown;
	/** Defined on the guest's global before this run. */
	readonly globals?: Readonly<Record<string, unknown>>;
}

/** What the sandbox gives a session. */
export interface SessionParts extends TurnsParts {
	readonly limits: Limits;
	readonly console: ConsoleSink | undefined;
	/** The texts of this session's files; it adds to them. */
	readonly sources: Map<string, string>;
}

type Listener = (entry: ConsoleEntry) => void;
type Action = 'call' | 'get' | 'set';

/** A path that is to be called, read or written. */
interface Invocation {
	readonly name: string;
	readonly work: Work;
	/** What has to be run first, once for each name. */
	readonly root: Work | undefined;
}

/** A path that was read: its first name, and its names as JSON. */
interface PathText {
	readonly name: string;
	readonly json: string;
}

const noMessages: readonly Message[] = [];
const callNames = ['limits', 'signal', 'console'];
const runNames = [...callNames, 'input', 'globals', 'filename', 'language', 'kind'];
/** How many paths a session keeps. */
const mostPaths = 100;
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
	readonly #turns: Turns;
	readonly #roots = new Set<string>();
	/** Paths that were read: the same few are called again and again. */
	readonly #paths = new Map<string, PathText>();
	/** The names that texts were given. */
	readonly #names = new Map<string, string>();
	readonly #listeners = new Set<Listener>();
	#programs = 0;

	/** Not for users: `sandbox.open()` makes sessions. */
	constructor(parts: SessionParts) {
		this.#parts = parts;
		this.#turns = new Turns(parts);
	}

	/** Runs source or a program in this session's realm. Resolves for whatever the guest did. */
	async run<T = unknown>(source: string | Program, options: SessionRunOptions = {}): Promise<Outcome<T>> {
		const [work, turn] = this.#readRun(source, options);
		return (await this.#turns.take(work, turn)) as Outcome<T>;
	}

	/** As {@link run}, and gives the value or throws the outcome's error. */
	async evaluate<T = unknown>(source: string | Program, options: SessionRunOptions = {}): Promise<T> {
		return unwrap(await this.run<T>(source, options));
	}

	/** As {@link run}, in the caller's stack; the session must come from `openSync`. */
	runSync<T = unknown>(source: string | Program, options: SessionRunOptions = {}): Outcome<T> {
		const [work, turn] = this.#readRun(source, options);
		return this.#turns.takeNow(work, turn) as Outcome<T>;
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
		return unwrap(this.invokeSync<T>(path, args));
	}

	/** As {@link call}, and resolves for whatever the guest did. */
	async invoke<T = unknown>(path: string, args: readonly unknown[], options: CallOptions = {}): Promise<Outcome<T>> {
		readNames(options, 'session.invoke', callNames);
		return (await this.#invoke('call', path, args, options)) as Outcome<T>;
	}

	/** As {@link invoke}, in the caller's stack. */
	invokeSync<T = unknown>(path: string, args: readonly unknown[], options: CallOptions = {}): Outcome<T> {
		readNames(options, 'session.invokeSync', callNames);
		const { name, work, root } = this.#readInvocation('call', path, args);
		if (root) this.#opened(name, this.#turns.takeNow(root, this.#turn({})));
		return this.#turns.takeNow(work, this.#turn(options)) as Outcome<T>;
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
		return this.#turns.usage ?? { ...noUsage, engine: engine.name, boundary: lease.carrier.boundary };
	}

	/** The session's state as bytes, on engines that promise `snapshot`. None does yet. */
	async snapshot(): Promise<Uint8Array> {
		throw unsupportedSnapshot('snapshot', this.#parts.engine.name);
	}

	/** Whether nothing can run here any more. */
	get closed(): boolean {
		return this.#turns.closed;
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
		this.#turns.end(new EngineError('GLOVEBOX_CLOSED', 'Cannot run: the session is closed'));
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.close();
	}

	[Symbol.dispose](): void {
		this.close();
	}

	/** The realm is gone without having been asked to go. Called by the sandbox. */
	gone(): void {
		this.#turns.end(endedWithRun());
	}

	#readRun(source: string | Program, options: SessionRunOptions): [Work, TurnOptions] {
		readNames(options, 'session.run', runNames);
		const turn = this.#turn(options);
		const program = this.#name(readProgram(source, options, turn.limits));
		const globals = readObject(options.globals, 'options.globals');
		return [{ before: globalsMessages(globals, options, turn.limits.inputBytes), program }, turn];
	}

	#turn(options: CallOptions): TurnOptions {
		const { limits, engine } = this.#parts;
		return {
			limits: readRunLimits(options.limits, limits, engine),
			console: readConsole(options.console) ?? this.#sink(),
			signal: readSignal(options.signal),
		};
	}

	/**
	 * Each text without a name of its own gets one, so that places in different texts are told apart. One that comes again keeps its
	 * name, or it would be prepared and compiled again.
	 */
	#name(program: Program): Program {
		this.#programs += 1;
		const { source } = program;
		const { sources } = this.#parts;
		const filename = program.filename === 'guest.js' ? (this.#names.get(source) ?? this.#newName(source)) : program.filename;
		sources.set(filename, source);
		return filename === program.filename ? program : { ...program, filename };
	}

	#newName(source: string): string {
		const name = this.#programs > 1 ? `guest-${this.#programs}.js` : 'guest.js';
		this.#names.set(source, name);
		return name;
	}

	async #invoke(action: Action, path: string, args: readonly unknown[], options: CallOptions = {}): Promise<Outcome> {
		const { name, work, root } = this.#readInvocation(action, path, args);
		if (root) this.#opened(name, await this.#turns.take(root, this.#turn({})));
		return this.#turns.take(work, this.#turn(options));
	}

	#opened(name: string, outcome: Outcome): void {
		unwrap(outcome);
		this.#roots.add(name);
	}

	#readInvocation(action: Action, path: string, args: readonly unknown[]): Invocation {
		const { name, json } = this.#readPath(action, path);
		const work = this.#work(action, json, args);
		if (this.#roots.has(name)) return { name, work, root: undefined };
		return { name, work, root: { before: noMessages, program: { source: name, filename: 'guest:path', kind: 'root', language: 'js' } } };
	}

	#readPath(action: Action, path: string): PathText {
		const known = action === 'set' ? undefined : this.#paths.get(path);
		if (known) return known;
		const segments = readPath(path, action);
		const read = { name: segments[0] ?? '', json: JSON.stringify(segments) };
		if (this.#paths.size < mostPaths) this.#paths.set(path, read);
		return read;
	}

	#work(action: Action, path: string, args: readonly unknown[]): Work {
		const { conversation, limits } = this.#parts;
		const crosses = action === 'call' && conversation.realm?.call !== undefined && areScalars(args, limits.inputBytes);
		// The list is the caller's, and its turn may come later.
		if (crosses) return { before: noMessages, call: { path, args: [...args] } };
		return { before: noMessages, message: this.#encode(action, path, args) };
	}

	/** Too many bytes of arguments are a limit, told before anything is sent. */
	#encode(action: Action, path: string, args: readonly unknown[]): Message {
		const { inputBytes } = this.#parts.limits;
		try {
			return invokeMessage(action, path, args, action === 'set' ? 'value' : 'arguments', inputBytes);
		} catch (error) {
			throw isSizeError(error) ? new LimitError('inputBytes', inputBytes, error.used) : error;
		}
	}

	#sink(): ConsoleSink | undefined {
		const { console } = this.#parts;
		if (this.#listeners.size === 0) return console;
		return (entry) => {
			for (const listener of this.#listeners) listener(entry);
			if (typeof console === 'function') console(entry);
		};
	}
}
