/** What a promise is, and what its check is given. The promises themselves are the tables beside this file. */
import assert from 'node:assert/strict';
import type {
	GloveboxError,
	GuestError,
	Outcome,
	Program,
	ProgramOptions,
	RunOptions,
	Sandbox,
	SandboxOptions,
	Session,
	SessionOptions,
	SessionRunOptions,
	Usage,
} from 'glovebox';
import type { Engine } from 'glovebox/engines';

/** One sentence that holds on every engine, or is declared absent by one of the engine's own promise fields. */
export interface Promised {
	/** A statement, true where the check passes. */
	readonly says: string;
	/** Why this engine does not promise it; `undefined` where it does. Looks at nothing but the engine's fields. */
	readonly unless?: ((engine: Engine) => string | undefined) | undefined;
	/** Why no engine keeps it yet. Its failure is shown and does not fail the suite. */
	readonly todo?: string;
	/** It looks at, or changes, what all checks in one process share: nothing else may go on meanwhile. */
	readonly alone?: true;
	readonly check: (bench: Bench) => Promise<unknown> | unknown;
}

/** An error of an outcome, with the fields that a `GuestError` may have. */
export type Failed = GloveboxError & Partial<Pick<GuestError, 'line' | 'column' | 'codeFrame' | 'errors' | 'thrown'>>;

/** The surface that is promised: a sandbox with what its type may not name yet. */
export type WholeSandbox = Omit<Sandbox, 'open' | 'openSync'> & {
	compile(source: string, options?: ProgramOptions): Promise<Program>;
	open(options?: WholeSessionOptions): Promise<WholeSession>;
	openSync(options?: WholeSessionOptions): WholeSession;
	restore(bytes: Uint8Array): Promise<WholeSession>;
};
export type WholeSessionOptions = SessionOptions & { readonly checkpoint?: boolean };

/** As {@link WholeSandbox}, of a session. */
export type WholeSession = Omit<Session, 'run' | 'evaluate' | 'usage'> & {
	run<T = unknown>(source: string | Program, options?: SessionRunOptions & { readonly input?: unknown }): Promise<Outcome<T>>;
	evaluate<T = unknown>(source: string | Program, options?: SessionRunOptions & { readonly input?: unknown }): Promise<T>;
	snapshot(): Promise<Uint8Array>;
	readonly usage: Usage;
};

/** What a check works with. Sandboxes and sessions made here are closed after it. */
export interface Bench {
	readonly combination: string;
	readonly engine: Engine;
	/** Shared by all checks: no capabilities, a `wallMs` that a noisy machine does not reach. */
	readonly sandbox: WholeSandbox;
	/** In the shared sandbox. */
	evaluate<T = unknown>(source: string | Program, options?: RunOptions): Promise<T>;
	run<T = unknown>(source: string | Program, options?: RunOptions): Promise<Outcome<T>>;
	/** As `run`; the error of an outcome that must have one. */
	fails(source: string | Program, options?: RunOptions): Promise<Failed>;
	/** A session of the shared sandbox. */
	open(options?: WholeSessionOptions): Promise<WholeSession>;
	/** A sandbox of its own, on the engine under test unless told otherwise. With options, `wallMs` is 5 000 and `pool.min` 0 unless they say. */
	createSandbox(options?: SandboxOptions): WholeSandbox;
}

/** Asserts that a run was stopped at a limit, and that the error says which. */
export function assertLimit(error: unknown, limit: string, allowed: number): void {
	assert.ok(error instanceof Error, `a LimitError, not ${String(error)}`);
	const { name, code, details } = error as Failed;
	assert.deepEqual(
		{ name, code, limit: details?.['limit'], allowed: details?.['allowed'] },
		{ name: 'LimitError', code: 'GLOVEBOX_LIMIT', limit, allowed },
		error.message,
	);
}

/** For `assert.rejects`: the error is that limit. */
export function isLimit(limit: string, allowed: number): (error: unknown) => true {
	return (error) => {
		assertLimit(error, limit, allowed);
		return true;
	};
}

/** The value of an outcome that must be one. */
export function resultOf<T>(outcome: Outcome<T>): T {
	if (!outcome.ok) throw outcome.error;
	return outcome.value;
}

/** The error of an outcome that must be one. */
export function errorOf(outcome: Outcome<unknown>): Failed {
	if (outcome.ok) assert.fail(`the run must fail; its value is ${String(outcome.value)}`);
	return outcome.error as Failed;
}

/** Reasons for which an engine may declare a promise absent. */
export const needs = {
	sync: (engine: Engine) => (engine.sync ? undefined : "the guest does not run in the caller's stack"),
	noSync: (engine: Engine) => (engine.sync ? "the guest can run in the caller's stack" : undefined),
	waits: (engine: Engine) => (engine.waits ? undefined : 'the guest cannot wait for an asynchronous host function'),
	noWaits: (engine: Engine) => (engine.waits ? 'the guest can wait for an asynchronous host function' : undefined),
	force: (engine: Engine) => (engine.stop === 'asked' ? 'nothing but a request stands behind the deadline' : undefined),
	interruption: (engine: Engine) =>
		needs.force(engine) ?? (engine.boundary === 'thread' ? 'V8 does not end a thread within one of its native loops' : undefined),
	process: (engine: Engine) => (engine.stop === 'process' ? undefined : 'the guest has no process of its own'),
	snapshot: (engine: Engine) => (engine.snapshot ? undefined : 'the engine takes no snapshots'),
	noSnapshot: (engine: Engine) => (engine.snapshot ? 'the engine takes snapshots' : undefined),
	everyRejection: (engine: Engine) =>
		engine.rejections === 'every' ? undefined : 'the first of the rejections left behind at once is told of',
	column: (engine: Engine) => (engine.positions === 'column' ? undefined : 'positions are exact to the line only'),
	asked: (engine: Engine) => (engine.region === 'asked' ? undefined : 'guests have one time zone and locale, whatever is asked'),
	ownRegion: (engine: Engine) => (engine.region === 'host' ? "the guest has the host's time zone and locale" : undefined),
	limit: (name: keyof Engine['limits']) => (engine: Engine) => (engine.limits[name]?.kept ? undefined : `the engine does not keep ${name}`),
} as const;
