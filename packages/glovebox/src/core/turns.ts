/**
 * Turns: the runs and calls of one realm that is kept, one after another, until it is closed.
 *
 * Runs on: host.
 */
import type { Conversation } from './conversation.ts';
import type { Work } from './work.ts';
import type { Engine } from './engine.ts';
import { EngineError, type GloveboxError } from './errors.ts';
import type { Limits } from './limits.ts';
import type { Message } from './message.ts';
import type { ConsoleSink, Outcome, Usage } from './outcome.ts';
import type { Lease } from './pool.ts';
import { Run } from './run.ts';

/** The realm whose turns these are. */
export interface TurnsParts {
	readonly engine: Engine;
	readonly lease: Lease;
	readonly conversation: Conversation;
	/** What the realm is told before its first turn. */
	readonly before: readonly Message[];
	readonly sync: boolean;
	/** Gives the carrier back. Called once. */
	readonly release: (clean: boolean) => void;
}

/** What one turn is given beside its work. */
export interface TurnOptions {
	readonly limits: Limits;
	readonly console: ConsoleSink | undefined;
	readonly signal: AbortSignal | undefined;
}

export class Turns {
	readonly #parts: TurnsParts;
	#before: readonly Message[];
	#queue: Promise<void> = Promise.resolve();
	#busy = false;
	#current: Run | undefined;
	#closed: GloveboxError | undefined;
	#usage: Usage | undefined;

	constructor(parts: TurnsParts) {
		this.#parts = parts;
		this.#before = parts.before;
	}

	/** Of the turn that ended last; `undefined` before the first. */
	get usage(): Usage | undefined {
		return this.#usage;
	}

	get closed(): boolean {
		return this.#closed !== undefined;
	}

	/** Takes a turn when those before it are over. */
	async take(work: Work, options: TurnOptions): Promise<Outcome> {
		const before = this.#queue;
		const { promise, resolve } = Promise.withResolvers<void>();
		this.#queue = promise;
		await before;
		try {
			return await this.#perform(work, options);
		} finally {
			resolve();
		}
	}

	/** Takes a turn in the caller's stack. */
	takeNow(work: Work, options: TurnOptions): Outcome {
		if (!this.#parts.sync) {
			const remedy = 'use openSync() on nodeVm(), isolate() or quickjs()';
			throw new EngineError('GLOVEBOX_UNSUPPORTED', `Cannot run synchronously: this session was opened with open(); ${remedy}`);
		}
		if (this.#busy) throw new EngineError('GLOVEBOX_UNSUPPORTED', 'Cannot run synchronously: a run of this session is in progress');
		const run = this.#begin(work, options);
		this.#parts.conversation.drive(run);
		const outcome = this.#finish(run);
		this.#busy = false;
		return outcome;
	}

	/** Ends the turn in progress and all to come. The first reason is the one they are told. */
	end(error: GloveboxError): void {
		if (this.#closed) return;
		this.#closed = error;
		const clean = !this.#busy;
		this.#current?.fail(error);
		this.#parts.release(clean);
	}

	async #perform(work: Work, options: TurnOptions): Promise<Outcome> {
		const run = this.#begin(work, options);
		if (!run.settled) await this.#untilSettled(run, options.signal);
		const outcome = this.#finish(run);
		if (!this.#closed) await this.#settleDown(run);
		this.#busy = false;
		return outcome;
	}

	async #untilSettled(run: Run, signal: AbortSignal | undefined): Promise<void> {
		const abort = () => run.fail(aborted(signal?.reason));
		signal?.addEventListener('abort', abort, { once: true });
		if (signal?.aborted) abort();
		run.watchDeadline();
		await new Promise<void>((resolve) => {
			if (run.settled) resolve();
			else run.onSettled = resolve;
		});
		signal?.removeEventListener('abort', abort);
	}

	/** The value is there, but the guest may still be busy: it has until the deadline of the run that left it so. */
	async #settleDown(run: Run): Promise<void> {
		const { conversation } = this.#parts;
		if (conversation.tidy) return;
		const { promise, resolve } = Promise.withResolvers<'late'>();
		const timer = setTimeout(resolve, Math.max(0, run.deadline - performance.now()), 'late');
		const won = await Promise.race([conversation.quiet(), promise]);
		clearTimeout(timer);
		if (won === 'late') this.end(endedWithRun());
	}

	#begin(work: Work, options: TurnOptions): Run {
		const { lease, engine, conversation } = this.#parts;
		const first = this.#usage === undefined;
		const run = new Run({
			limits: options.limits,
			console: options.console,
			engine: engine.name,
			boundary: lease.carrier.boundary,
			queueMs: first ? lease.queueMs : 0,
			startMs: first ? lease.startMs : 0,
		});
		this.#busy = true;
		this.#current = run;
		if (this.#closed) run.fail(this.#closed);
		else if (options.signal?.aborted) run.fail(aborted(options.signal.reason));
		else conversation.begin(run, this.#first(work));
		return run;
	}

	/** The first turn begins with what the realm is told before it. */
	#first(work: Work): Work {
		const before = this.#before;
		this.#before = [];
		return before.length === 0 ? work : { ...work, before: [...before, ...work.before] };
	}

	#finish(run: Run): Outcome {
		const outcome = run.outcome(this.#parts.conversation.realm?.usage());
		this.#usage = outcome.usage;
		this.#current = undefined;
		if (!run.clean) this.end(endedWithRun());
		return outcome;
	}
}

/** Why a session is closed that nobody closed. */
export function endedWithRun(): EngineError {
	return new EngineError('GLOVEBOX_CLOSED', 'Cannot run: the session ended with its last run');
}

export function aborted(reason: unknown): EngineError {
	return new EngineError('GLOVEBOX_ABORTED', 'Cannot continue the guest: its signal was aborted', { cause: reason });
}

export function unsupportedSnapshot(what: string, engine: string): EngineError {
	return new EngineError('GLOVEBOX_UNSUPPORTED', `Cannot use ${what}: ${engine} does not promise snapshots`);
}

/** The value of an outcome, or its error thrown. */
export function unwrap<T>(outcome: Outcome<T>): T {
	if (outcome.ok) return outcome.value;
	throw outcome.error;
}
