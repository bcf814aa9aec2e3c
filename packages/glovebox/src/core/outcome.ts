/** What a run came to, as its caller sees it. */
import type { Boundary } from './engine.ts';
import type { GloveboxError } from './errors.ts';
import type { ConsoleLevel } from './message.ts';
import type { Observed } from './observe.ts';
import type { Recording } from './replay/recording.ts';

/** The value or the error of a run, with what it used and said. */
export type Outcome<T = unknown> = (Succeeded<T> | Failed) & Account;

export interface Succeeded<T> {
	readonly ok: true;
	readonly value: T;
}

export interface Failed {
	readonly ok: false;
	readonly error: GloveboxError;
}

/** What every outcome has, whatever became of the run. */
export interface Account extends Observed {
	readonly usage: Usage;
	/** What the guest printed, also when a callback streamed it; empty for `'discard'`. */
	readonly console: readonly ConsoleEntry[];
	/** For the host only: never show these to a guest or its author without thought. */
	readonly diagnostics: readonly Diagnostic[];
	/** The first 1 000 host calls. */
	readonly calls: readonly HostCall[];
	/** Present where the sandbox records. */
	readonly recording?: Recording;
}

/** What a run used. A figure that the engine cannot know is `undefined`, never 0. */
export interface Usage {
	/** From the moment the guest could start. */
	readonly wallMs: number;
	readonly cpuMs: number | undefined;
	/** Waiting for a free carrier. */
	readonly queueMs: number;
	/** Waiting for a carrier to be made. */
	readonly startMs: number;
	readonly peakMemoryBytes: number | undefined;
	readonly hostCalls: number;
	readonly consoleBytes: number;
	/** The encoded result and arguments of host calls. */
	readonly outputBytes: number;
	readonly engine: string;
	readonly boundary: Boundary;
}

export interface ConsoleEntry {
	readonly level: ConsoleLevel;
	readonly text: string;
	/** Milliseconds since the run began. */
	readonly atMs: number;
}

export interface Diagnostic {
	readonly kind: 'host-error' | 'unhandled-rejection' | 'late-message';
	/** The host function, where one is concerned. */
	readonly path?: string;
	readonly error?: unknown;
}

export interface HostCall {
	readonly path: string;
	/** Milliseconds since the run began. */
	readonly atMs: number;
	readonly wallMs: number;
	readonly ok: boolean;
}

/** Receives each console entry as it arrives, or says where entries go. */
export type ConsoleSink = ((entry: ConsoleEntry) => void) | 'inherit' | 'discard';
