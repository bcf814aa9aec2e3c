/**
 * The seam: what core asks of anything that makes realms. Core imports no engine; engines implement this file.
 *
 * Runs on: host, and inside carriers, which hold engines of their own.
 */
import type { Scalar } from '../codec/index.ts';
import type { LimitName } from './limits.ts';
import type { Message } from './message.ts';
import type { Program } from './program.ts';
import type { Region } from './region.ts';

/** What stands between a guest and the host, weakest first. */
export const boundaries = ['realm', 'thread', 'isolate', 'wasm', 'process', 'confined-process'] as const;
export type Boundary = (typeof boundaries)[number];

/** What stands behind a deadline: a request the guest may ignore, the end of its thread, or the end of its process. */
export type Stop = 'asked' | 'thread' | 'process';

/** What can be observed of a run. */
export const observations = ['profile', 'coverage', 'heapSnapshot'] as const;
export type Observation = (typeof observations)[number];

/** Whether an engine keeps a limit by itself, and the least value it accepts. */
export interface LimitPromise {
	readonly kept: boolean;
	readonly floor?: number;
}

/** A way to make realms. A value: its fields are promises that the conformance suite holds it to. */
export interface Engine {
	/** For people: `isolate`, `worker(quickjs)`. */
	readonly name: string;
	readonly boundary: Boundary;
	readonly stop: Stop;
	/** Whether `runSync` works: the guest can run in the caller's own stack. */
	readonly sync: boolean;
	/** Whether a guest under `run` can wait, without blocking the host, for an asynchronous host function. */
	readonly waits: boolean;
	readonly snapshot: boolean;
	/** How exact guest positions are: line and column, or the line only. */
	readonly positions: 'column' | 'line';
	readonly limits: Readonly<Partial<Record<LimitName, LimitPromise>>>;
	/** Which rejected promises that nobody handles are told of: every one, or the first of those left behind at once. */
	readonly rejections: 'every' | 'first';
	/** Whose frames a guest's stack shows: its own, or also those of whatever runs it, which lie on the same stack. */
	readonly stacks: 'own' | 'shared';
	/** Whose time zone and locale a guest has: those its sandbox asks for, UTC and `en-US` alone, or whatever the host has. */
	readonly region: 'asked' | 'fixed' | 'host';
	/** What it can tell of a run beside its outcome. */
	readonly observes: readonly Observation[];
	/** Whether a debugger can be attached to its guests. */
	readonly inspects: boolean;
	/** Whether realms can begin with modules that were evaluated before. */
	readonly warms: boolean;
	/** Whether scalars cross as they are: its realms have `call`, and their hosts need `onValue` and `onCall`. Default false. */
	readonly scalars?: boolean;
	/** How many realms a carrier opens in its life: `'one'` where a used carrier cannot be trusted again. */
	readonly carrierServes: 'one' | 'many';
	/** Makes a carrier ready to open a realm at once. Rejects with an `EngineError`. */
	start(options: CarrierOptions): Promise<Carrier>;
	/** As `start`, in the caller's own stack. Present on `sync` engines only. */
	startSync?(options: CarrierOptions): Carrier;
}

/** What must be known before a realm is made. */
export interface CarrierOptions {
	readonly memoryBytes: number;
	readonly stackBytes: number | undefined;
	/** Default: UTC and `en-US`. Heeded by engines that promise `region: 'asked'`. */
	readonly region?: Region;
	/** Its guests are to be observed, or a debugger is to be attached to them. Default neither. */
	readonly debug?: 'observe' | 'inspect' | undefined;
	/** How long a start may take before it is given up. */
	readonly startMs: number;
	/** What its realms begin with: what `Realm.keep` gave. Default: nothing but the prelude. */
	readonly image?: RealmImage;
	/** A run waits for it: what can be done after that is. Default false. */
	readonly awaited?: boolean | undefined;
	/** Its realms begin with nothing, although others of the sandbox were warmed. Default false. */
	readonly cold?: boolean;
}

/**
 * Whatever holds an engine's realms: a prepared spot in the host's own thread, a worker thread, or a process.
 * It opens one realm at a time. After `close`, or once it has called `onExit`, it is gone.
 */
export interface Carrier {
	/** The boundary proven at the start of this very carrier. */
	readonly boundary: Boundary;
	open(spec: RealmSpec, host: RealmHost): Realm;
	/** Memory that it holds now, where that can be known from outside. */
	readonly residentBytes?: number | undefined;
	/** Where a debugger can be attached to its guests. */
	readonly inspectorUrl?: string | undefined;
	/** Keys of the modules that its realms begin with. Set by whoever warmed it. */
	loaded?: readonly string[] | undefined;
	/** Ends everything inside, by force where `stop` allows; never waits. */
	close(): void;
	/** Called at most once, when the carrier ends without having been closed. */
	onExit: ((exit: Exit) => void) | undefined;
}

export interface RealmSpec {
	/** Run in the caller's stack: `start` and `send` return when the guest is quiet. */
	readonly sync: boolean;
	/** The end of a `sync` run is told before the guest's remaining jobs, not after them. Default false. */
	readonly saysEarly?: boolean;
	/** It is for one run: its carrier may discard it once the guest has answered and is idle, before `close`. Default false. */
	readonly once?: boolean;
}

/** A fresh global object, in which one guest runs. */
export interface Realm {
	/** Sets the engine's own deadline, the first rung of the kill ladder. Counts from now. */
	arm(budget: Budget): void;
	/** Compiles and runs a program. Its end is a `done` or `fail` message. */
	start(program: Program): void;
	/** Parses a program and runs nothing. Answers with a `done` message, the value `[kind, language]`, or `fail`. */
	check(program: Program): void;
	/** Delivers a message to the guest. */
	send(message: Message): void;
	/** As an `invoke` message that calls a path, given as JSON of its names. On engines that pass `scalars`, as `reply` is. */
	call?(path: string, args: readonly Scalar[]): void;
	/** As the `reply` message of a call that succeeded. */
	reply?(id: number, value: Scalar): void;
	/** Begins to observe the guest, before `start`. On engines whose `observes` names it all. */
	observe?(wanted: readonly Observation[]): void;
	/** Ends that and answers what was observed, for `readReport`. Before `close`; `undefined` where the realm is gone. */
	report?(): Promise<Message | undefined>;
	/** What the engine knows of the guest's use so far. */
	usage(): RealmUsage;
	/**
	 * Instead of `close`, of a guest that is idle: what it did is what the carrier's next realm begins with, or each of its next where
	 * it opens many. Gives what other carriers can be started with to the same end, where there is such a thing. On engines that `warms`.
	 */
	keep?(): RealmImage | undefined | Promise<undefined>;
	/**
	 * Discards the realm; messages that still come from it are dropped. May be called from within `onMessage`:
	 * the guest's remaining jobs then never run. Resolves when the carrier can open the next realm; `undefined` means it can now.
	 */
	close(): Promise<void> | undefined;
}

/** The state of a realm, which only its engine can read. */
export type RealmImage = object;

export interface Budget {
	readonly wallMs: number;
	readonly cpuMs: number | undefined;
}

export interface RealmUsage {
	readonly cpuMs: number | undefined;
	readonly peakMemoryBytes: number | undefined;
}

/** The host's side of one realm. Everything that arrives here is untrusted. */
export interface RealmHost {
	/** The guest posted a message. `isLast`: nothing of the guest's runs any more before the `idle` message, which is one itself. */
	onMessage(message: Message, isLast?: boolean): void;
	/** The guest waits for an answer. Engines that do not promise `waits` cannot take a promise. */
	onAsk(message: Message): Message | Promise<Message>;
	/** As an `idle` message, which a host without it gets. */
	onIdle?(entries: number): void;
	/** As a `done` message, which a host without it gets. Called, as the other two are, by engines that pass `scalars`, where `setup` said so. */
	onValue?(value: Scalar): void;
	/** As `onAsk` with a `call` message, of the function at this place of `setup.functions`. */
	onCall?(place: number, args: readonly Scalar[]): Reply | Promise<Reply>;
	/** As a `call` message, of the function at this place of `setup.functions`. */
	onPost?(id: number, place: number, args: readonly Scalar[]): void;
	/** The realm is gone, and with it the guest. Called at most once. */
	onExit(exit: Exit): void;
}

/** What a host call came to: a value that crosses as it is, or a `reply` message. */
export type Reply = { readonly scalar: Scalar } | Message;

/** Why a realm or a carrier is gone. The host alone decides what its caller is told. */
export interface Exit {
	readonly reason: 'interrupted' | 'memory' | 'crashed' | 'protocol';
	/** For the host's eyes. */
	readonly message: string;
}
