/**
 * One run or call: its deadline, its counters, its answer, and the one moment at which it is settled.
 *
 * Runs on: host. The first answer wins; whatever comes later changes nothing. A run is settled a moment after a guest's own answer,
 * when the jobs that the guest had queued by then have run, so that rejected promises among them are listed.
 */
import { type GloveboxError, LimitError } from './errors.ts';
import type { LimitName, Limits } from './limits.ts';
import type { ConsoleLevel } from './message.ts';
import type { ConsoleEntry, ConsoleSink, Diagnostic, Failed, HostCall, Outcome, Succeeded } from './outcome.ts';
import type { Boundary, RealmUsage } from './engine.ts';
import { terminalText } from './terminal-text.ts';

/** What a run needs to know before it begins. */
export interface RunOptions {
	readonly limits: Limits;
	readonly console: ConsoleSink | undefined;
	readonly engine: string;
	readonly boundary: Boundary;
	readonly queueMs: number;
	readonly startMs: number;
	/** The run goes on after its answer until no timer and no host call is left. */
	readonly lingers?: boolean;
}

const listedCalls = 1_000;
const listedDiagnostics = 1_000;
/** Modules import one another: each may be asked for by so many before it counts as a flood. */
const importsOfModule = 16;
const longestTimer = 2 ** 31 - 1;

/** The account of one run, from `begin` to `settle`. */
export class Run {
	readonly limits: Limits;
	readonly beganAt: number;
	/** In milliseconds of `performance.now()`. */
	readonly deadline: number;
	/** Called once, when the run is settled. */
	onSettled: (() => void) | undefined;
	/** What the caller will get. From here on the guest is not woken and gets no replies. */
	answer: Succeeded<unknown> | Failed | undefined;
	settled = false;

	readonly #options: RunOptions;
	readonly #console: ConsoleEntry[] = [];
	readonly #diagnostics: Diagnostic[] = [];
	readonly #calls: HostCall[] = [];
	#hostCalls = 0;
	#imports = 0;
	#consoleBytes = 0;
	#outputBytes = 0;
	#endedAt = 0;
	#timer: NodeJS.Timeout | undefined;

	constructor(options: RunOptions) {
		this.#options = options;
		this.limits = options.limits;
		this.beganAt = performance.now();
		this.deadline = this.beganAt + options.limits.wallMs;
	}

	/** Starts the host's own clock. Not needed where the guest has settled before the host's thread is free again. */
	watchDeadline(): void {
		const left = this.deadline - performance.now();
		if (this.settled || this.#timer !== undefined || left > longestTimer) return;
		this.#timer = setTimeout(() => this.exceed('wallMs'), Math.max(0, left));
	}

	/** The guest answered. The run is settled by {@link settle}, soon. */
	answered(answer: Succeeded<unknown> | Failed): void {
		this.answer ??= answer;
	}

	/** Ends the run now. */
	fail(error: GloveboxError): void {
		// A run that lingers is still going on: what ends it before its time is its answer.
		if (this.lingering) this.answer = undefined;
		this.answered({ ok: false, error });
		this.settle();
	}

	/** Whether the guest has answered and may still go on. */
	get lingering(): boolean {
		return this.#options.lingers === true && this.answer?.ok === true && !this.settled;
	}

	/** The caller gets the answer. Harmless when repeated. */
	settle(): void {
		if (this.settled || this.answer === undefined) return;
		this.settled = true;
		this.#endedAt = performance.now();
		clearTimeout(this.#timer);
		this.onSettled?.();
	}

	/** Ends the run because a limit was reached. */
	exceed(limit: LimitName, used?: number, allowed = this.limits[limit] ?? 0): void {
		this.fail(new LimitError(limit, allowed, used));
	}

	/** Whether a carrier that served this run can serve another: nothing was refused, stopped or lost. */
	get clean(): boolean {
		const { answer } = this;
		return answer !== undefined && (answer.ok || answer.error.code.startsWith('GLOVEBOX_GUEST_'));
	}

	print(level: ConsoleLevel, text: string): void {
		this.#consoleBytes += Buffer.byteLength(text) + 1;
		if (this.#consoleBytes > this.limits.consoleBytes) return this.exceed('consoleBytes', this.#consoleBytes);
		if (this.#options.console === 'discard') return;
		const entry: ConsoleEntry = { level, text, atMs: this.#elapsed() };
		this.#console.push(entry);
		this.#show(entry);
	}

	#show(entry: ConsoleEntry): void {
		const sink = this.#options.console;
		if (sink === 'inherit') {
			const stream = entry.level === 'error' || entry.level === 'warn' ? process.stderr : process.stdout;
			stream.write(`${stream.isTTY ? terminalText(entry.text) : entry.text}\n`);
		} else if (typeof sink === 'function') {
			try {
				sink(entry);
			} catch (error) {
				this.diagnose({ kind: 'host-error', path: 'console', error });
			}
		}
	}

	diagnose(diagnostic: Diagnostic): void {
		if (this.#diagnostics.length < listedDiagnostics) this.#diagnostics.push(diagnostic);
	}

	/** Counts a host call; false where it is one too many and the run has ended. */
	countCall(inFlight: number): boolean {
		this.#hostCalls += 1;
		if (this.#hostCalls > this.limits.hostCalls) this.exceed('hostCalls', this.#hostCalls);
		else if (inFlight >= this.limits.pendingHostCalls) this.exceed('pendingHostCalls', inFlight + 1);
		return this.#goesOn();
	}

	/** Counts a question to the loader; false where it is one too many and the run has ended. */
	countImport(): boolean {
		this.#imports += 1;
		if (this.#imports > this.limits.modules * importsOfModule) this.exceed('modules', this.#imports);
		return this.#goesOn();
	}

	/** Counts what the guest sent out; false where it is too much and the run has ended. */
	countOutput(bytes: number): boolean {
		this.#outputBytes += bytes;
		if (this.#outputBytes > this.limits.outputBytes) this.exceed('outputBytes', this.#outputBytes);
		return this.#goesOn();
	}

	listCall(path: string, beganAt: number, ok: boolean): void {
		if (this.#calls.length >= listedCalls) return;
		const now = performance.now();
		this.#calls.push({ path, atMs: beganAt - this.beganAt, wallMs: now - beganAt, ok });
	}

	/** What the caller gets. Only after the run is settled. */
	outcome(usage: RealmUsage | undefined): Outcome {
		const { queueMs, startMs, engine, boundary } = this.#options;
		if (this.answer === undefined) throw new TypeError('The run is not settled');
		return {
			...this.answer,
			usage: {
				wallMs: this.#endedAt - this.beganAt,
				cpuMs: usage?.cpuMs,
				queueMs,
				startMs,
				peakMemoryBytes: usage?.peakMemoryBytes,
				hostCalls: this.#hostCalls,
				consoleBytes: this.#consoleBytes,
				outputBytes: this.#outputBytes,
				engine,
				boundary,
			},
			console: this.#console,
			diagnostics: this.#diagnostics,
			calls: this.#calls,
		};
	}

	#goesOn(): boolean {
		return this.answer === undefined || this.lingering;
	}

	#elapsed(): number {
		return performance.now() - this.beganAt;
	}
}
