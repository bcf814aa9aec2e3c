/**
 * What a sandbox, a run or a session was asked for: options in, checked values out. Nothing behind this file checks an option again.
 *
 * Runs on: host.
 */
import { isSizeError } from '../codec/index.ts';
import { type Capabilities, type Grants, readCapabilities, refuseHiding } from './capability.ts';
import { type Boundary, boundaries, type Engine, type Observation, observations as observationNames } from './engine.ts';
import { EngineError, LimitError } from './errors.ts';
import { globalsMessages, setupMessage } from './host-message.ts';
import { type Inspect, readInspect } from './inspect.ts';
import { type LimitOptions, type Limits, readRunLimits, readSandboxLimits } from './limits.ts';
import type { Message, Setup } from './message.ts';
import { type ModuleLoader, type Modules, readModules } from './modules.ts';
import { type ObserveOptions, readObservations } from './observe.ts';
import { type Deterministic, readConsole, readDeterministic, readNames, readObject, readSignal, readTenant } from './options.ts';
import type { ConsoleSink } from './outcome.ts';
import type { PoolOptions } from './pool.ts';
import type { ProgramOptions } from './program.ts';
import { readRegion, type Region } from './region.ts';
import { type Recording, readRecording } from './replay/recording.ts';

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
	/** What guests may import: sources by exact name, or functions that find them. Default none: every import fails. */
	readonly modules?: Modules;
	/**
	 * Guests get a clock that starts at `now` and moves with their timers alone, and random numbers from `seed`: the same program,
	 * input and replies of the host give the same outcome. Limits met by time, and how deep a stack is, are outside of that.
	 */
	readonly deterministic?: Deterministic;
	/** Outcomes of `run` hold a recording, for `replay`. Needs `deterministic`. Default false. */
	readonly record?: boolean;
	/**
	 * Runs get what this recording says that the host gave: no host function is called and nothing is loaded. A run ends with
	 * `GLOVEBOX_REPLAY` where the guest does anything else than the recorded one did.
	 */
	readonly replay?: Recording;
	readonly pool?: PoolOptions;
	/**
	 * Each run waits for a debugger, such as Chrome's DevTools, and ends it with itself. Default false. Only where guests have an
	 * unconfined process of Node's own, `subprocess(nodeVm(), { confine: 'none' })`, which is no boundary; without `limits.wallMs`
	 * such runs have no deadline.
	 */
	readonly inspect?: Inspect;
	/**
	 * Where guests believe to be: the name of a time zone. Default `'UTC'`, also where the host is elsewhere.
	 * Engines differ: one that runs V8 in a process of its own takes any, `quickjs()` has UTC, and V8 in the host's own process has the
	 * host's (`engine.region`), so that anything else is refused there.
	 */
	readonly timeZone?: string;
	/** The language and region of guests' texts, numbers and dates, as a language tag. Default `'en-US'`. Engines differ as for `timeZone`. */
	readonly locale?: string;
}

/** What a run and a session have in common. */
interface GuestOptions {
	readonly globals?: Readonly<Record<string, unknown>>;
	/** At most the sandbox's. */
	readonly limits?: LimitOptions;
	readonly console?: ConsoleSink;
	readonly tenant?: string;
	/** Added to the sandbox's; a name already granted is refused. */
	readonly capabilities?: Capabilities;
	/** Any host value, handed to host functions as `run.context`; the guest never sees it. */
	readonly context?: unknown;
	readonly signal?: AbortSignal;
	/** Instead of the sandbox's. */
	readonly modules?: Modules;
}

/** What one run may change or add. */
export interface RunOptions extends GuestOptions, ProgramOptions, ObserveOptions {
	/** Becomes the guest's global `input`. */
	readonly input?: unknown;
	/** Go on after the value has settled until no timer and no host call is left, as Node does. Default false. */
	readonly waitForTimers?: boolean;
}

/** What a session is opened with. */
export interface SessionOptions extends GuestOptions {
	/** Go back to the state before a run that met a limit, instead of closing; on engines that promise `snapshot`. */
	readonly checkpoint?: boolean;
}

const sandboxNames = [
	'engine',
	'boundary',
	'capabilities',
	'globals',
	'limits',
	'console',
	'tenant',
	'modules',
	'deterministic',
	'record',
	'replay',
	'pool',
	'inspect',
	'timeZone',
	'locale',
];
const guestNames = ['globals', 'limits', 'console', 'tenant', 'capabilities', 'context', 'signal', 'modules'];
const optionNames = {
	run: [...guestNames, 'input', 'filename', 'language', 'kind', 'waitForTimers', ...observationNames],
	runSync: [...guestNames, 'input', 'filename', 'language', 'kind', 'waitForTimers'],
	open: [...guestNames, 'checkpoint'],
	openSync: [...guestNames, 'checkpoint'],
} as const;

/** What holds for every run of a sandbox. */
export interface Defaults {
	readonly engine: Engine;
	/** The weakest boundary accepted. */
	readonly weakest: Boundary;
	readonly grants: Grants;
	readonly globals: Readonly<Record<string, unknown>>;
	readonly limits: Limits;
	readonly console: ConsoleSink | undefined;
	readonly tenant: string | undefined;
	readonly modules: ModuleLoader | undefined;
	readonly deterministic: Setup['deterministic'];
	readonly record: boolean;
	readonly replay: Recording | undefined;
	readonly region: Region;
	/** Is told where a debugger can be attached. */
	readonly inspect: ReturnType<typeof readInspect>;
	/** What a realm is told first where a run changes nothing of that. */
	readonly setup: Message;
}

/** Everything a run or session was asked for. */
export interface Request {
	readonly limits: Limits;
	readonly grants: Grants;
	readonly console: ConsoleSink | undefined;
	readonly tenant: string | undefined;
	readonly context: unknown;
	readonly signal: AbortSignal | undefined;
	/** What the realm is told before anything else. */
	readonly before: readonly Message[];
	/** Why the run cannot begin. */
	readonly refusal: LimitError | undefined;
	readonly lingers: boolean;
	readonly observations: readonly Observation[];
	readonly modules: ModuleLoader | undefined;
}

/** Reads the options of `createSandbox`. */
export function readDefaults(options: SandboxOptions, engine: Engine): Defaults {
	readNames(options, 'createSandbox', sandboxNames);
	const weakest = readBoundary(options.boundary);
	requireBoundary(engine.boundary, weakest, engine.name);
	const inspect = readInspect(options, engine);
	const limits = readSandboxLimits(inspect ? { wallMs: Infinity, ...options.limits } : options.limits, engine);
	const defaults = {
		engine,
		weakest,
		grants: readCapabilities(options.capabilities),
		globals: readGlobals(options.globals, limits.inputBytes),
		limits,
		console: readConsole(options.console),
		tenant: readTenant(options.tenant),
		modules: readModules(options.modules),
		deterministic: readDeterministic(options.deterministic),
		record: readRecord(options),
		replay: readRecording(options.replay),
		region: readRegion(options, engine),
		inspect,
	};
	refuseHiding(defaults.globals, defaults.grants);
	return { ...defaults, setup: setupMessage(setupOf(defaults, defaults)) };
}

/** Reads the options of one call of a sandbox. */
export function readRequest(options: RunOptions & SessionOptions, caller: keyof typeof optionNames, defaults: Defaults): Request {
	readNames(options, caller, optionNames[caller]);
	const observations = readRunObservations(options, defaults);
	const limits = readRunLimits(options.limits, defaults.limits, defaults.engine);
	const grants = readCapabilities(options.capabilities, defaults.grants);
	const globals = { ...defaults.globals, ...readObject(options.globals, 'options.globals') };
	if (options.globals || options.capabilities) refuseHiding(globals, grants);
	const console = readConsole(options.console) ?? defaults.console;
	const modules = readModules(options.modules) ?? defaults.modules;
	const { messages, refusal } = readInputs(globals, options, limits.inputBytes);
	return {
		limits,
		grants,
		console,
		tenant: readTenant(options.tenant) ?? defaults.tenant,
		context: options.context,
		signal: readSignal(options.signal),
		before: [readSetup({ grants, limits, console, modules }, defaults), ...messages],
		refusal,
		lingers: options.waitForTimers === true,
		observations,
		modules,
	};
}

function readRunObservations(options: RunOptions, { engine, record, replay, inspect }: Defaults): readonly Observation[] {
	const wanted = readObservations(options, engine);
	if (wanted.length > 0 && (record || replay)) throw new TypeError(`options.${wanted[0]} excludes record and replay of the sandbox`);
	if (options.tenant !== undefined && inspect) throw new TypeError('options.tenant: runs of a sandbox with inspect have no tenant');
	return wanted;
}

/** Every realm gets a copy; that there can be none is told at once. */
function readGlobals(value: unknown, inputBytes: number): Defaults['globals'] {
	const globals = readObject(value, 'options.globals');
	readInputs(globals, {}, inputBytes);
	return globals;
}

/** Too much input is a limit that the run meets; input that cannot be copied is the host's mistake. */
function readInputs(globals: Readonly<Record<string, unknown>>, options: { readonly input?: unknown }, inputBytes: number) {
	try {
		return { messages: globalsMessages(globals, options, inputBytes), refusal: undefined };
	} catch (error) {
		if (!isSizeError(error)) throw error;
		return { messages: [], refusal: new LimitError('inputBytes', inputBytes, error.used) };
	}
}

/** What a guest's own side of the bridge is set up by. */
type Means = Pick<Defaults, 'grants' | 'limits' | 'console' | 'modules'>;

function readSetup(means: Means, defaults: Defaults): Message {
	const { grants, limits, console, modules } = defaults;
	const same = means.grants === grants && means.limits === limits && means.console === console && means.modules === modules;
	if (same) return defaults.setup;
	const setup = setupMessage(setupOf(means, defaults));
	return setup.text === defaults.setup.text ? defaults.setup : setup;
}

function setupOf({ grants, limits, console, modules }: Means, defaults: Omit<Defaults, 'setup'>): Setup {
	const { engine, deterministic, record, replay } = defaults;
	const functions: (readonly [string, 0 | 1])[] = [];
	for (const [path, { sync }] of grants) functions.push([path, sync ? 1 : 0]);
	const { consoleBytes, outputBytes, timers } = limits;
	const own = { console: console === 'discard' ? 0 : 1, modules: modules ? 1 : 0 } as const;
	// A recording is of messages.
	const scalars = engine.scalars && !record && replay === undefined ? 1 : 0;
	return { functions, ...own, consoleBytes, outputBytes, timers, scalars, deterministic };
}

function readRecord({ record, deterministic, replay }: SandboxOptions): boolean {
	if (record !== undefined && typeof record !== 'boolean') throw new TypeError('options.record must be true or false');
	if (record && replay) throw new TypeError('options.record and options.replay exclude each other');
	if (record && deterministic === undefined)
		throw new TypeError('options.record needs options.deterministic, such as { seed: 1, now: Date.now() }');
	return record === true;
}

function readBoundary(value: unknown): Boundary {
	if (value === undefined) return 'isolate';
	if (boundaries.includes(value as Boundary)) return value as Boundary;
	throw new TypeError(`options.boundary is "${String(value)}"; it must be one of ${boundaries.join(', ')}`);
}

/** Throws where a boundary is weaker than what was asked for. */
export function requireBoundary(has: Boundary, weakest: Boundary, engine: string): void {
	if (boundaries.indexOf(has) >= boundaries.indexOf(weakest)) return;
	const remedy = `choose another engine, or accept it with createSandbox({ boundary: "${has}" })`;
	throw new EngineError(
		'GLOVEBOX_BOUNDARY',
		`Cannot run guests in ${engine}: its boundary is "${has}", weaker than "${weakest}"; ${remedy}`,
		{
			details: { has, weakest },
		},
	);
}
