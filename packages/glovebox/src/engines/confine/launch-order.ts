/**
 * What the host and its launch thread tell each other.
 *
 * Runs on: host and launch thread.
 */
import type { MessagePort } from 'node:worker_threads';
import type { SentProgram } from '../carrier/wire.ts';
import type { KernelLimits } from './kernel-limits.ts';
import type { Environment } from './launch.ts';
import type { Readable } from './ruleset.ts';

/** The files that a launch thread, and all that it starts, can reach. */
export type Reach = Omit<Readable, 'links'>;

/** What a launch thread begins with. */
export interface LaunchThreadData {
	readonly reach: Reach;
	readonly port: MessagePort;
	/** Becomes 1 when the first report is on its way: that it is confined, or why not. */
	readonly told: Int32Array;
}

/** The same for command lines of which a process can be a copy of another's. */
export function commandOf({
	file,
	args,
	environment,
}: Pick<Extract<LaunchOrder, { type: 'start' }>, 'file' | 'args' | 'environment'>): string {
	return JSON.stringify([file, args, environment]);
}

/** What the host asks for. */
export type LaunchOrder =
	| {
			readonly type: 'start';
			readonly id: number;
			readonly file: string;
			readonly args: readonly string[];
			readonly environment: Environment;
			readonly limits: KernelLimits;
			/** Descriptors that the process would inherit from the host, and must not. */
			readonly inherited: readonly number[];
			/** The file of the carrier's program, to be compiled while the first process starts. */
			readonly program: string | undefined;
			/** Where a copy of a process that has heard this does as well: such a process is started, and copied. */
			readonly hello: Uint8Array | undefined;
	  }
	/** A copy of a process that was started so. */
	| { readonly type: 'copy'; readonly id: number; readonly command: string; readonly limits: KernelLimits }
	| { readonly type: 'kill'; readonly id: number };

/** The host's ends of a process's descriptors, each named after the process's own end. */
export type Ends = Readonly<Record<'input' | 'stderr' | 'output' | 'lifeLine', number>>;

/** What the thread answers. */
export type LaunchReport =
	| { readonly type: 'confined' }
	| { readonly type: 'refused'; readonly message: string }
	| ({ readonly type: 'compiled' } & SentProgram)
	| { readonly type: 'started'; readonly id: number; readonly isCopy: boolean; readonly pid: number; readonly ends: Ends }
	/** There is no process to copy. */
	| { readonly type: 'unknown'; readonly id: number }
	| { readonly type: 'failed'; readonly id: number; readonly message: string }
	| { readonly type: 'ended'; readonly id: number; readonly code: number | null; readonly signal: NodeJS.Signals | null };
