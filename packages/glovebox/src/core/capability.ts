/** Capabilities: the host functions a guest may call, found by own property, checked at the door. */
import { readNames } from './options.ts';

/** What a schema of any library must have: Standard Schema, version 1. */
export interface Schema<Output = unknown> {
	readonly '~standard': {
		readonly version: 1;
		readonly vendor: string;
		readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
		readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
	};
}

export type SchemaResult<Output> =
	| { readonly value: Output; readonly issues?: undefined }
	| { readonly issues: readonly { readonly message: string; readonly path?: readonly unknown[] | undefined }[] };

type OutputOf<S> = S extends Schema<infer Output> ? Output : never;
type ArgumentsOf<S> = OutputOf<S> extends readonly unknown[] ? OutputOf<S> : [OutputOf<S>];
/** With a schema what that gives; without one the handler says itself what it takes, which any list of parameters may. */
type HandlerArguments<Input> = Input extends Schema ? [...ArgumentsOf<Input>, CallInfo] : never[];

/** What a host function is told about the run that calls it. Never seen by the guest. */
export interface CallInfo {
	/** Aborted when the run is over, or the function's own `wallMs` is. */
	readonly signal: AbortSignal;
	readonly run: RunInfo;
}

export interface RunInfo {
	readonly id: string;
	readonly tenant: string | undefined;
	/** The `context` option of the run, as it was given. */
	readonly context: unknown;
	/** When the run ends at the latest, in milliseconds of `performance.now()`; `Infinity` where nothing ends it. */
	readonly deadline: number;
}

/** Limits of one host function within one run. */
export interface FunctionLimits {
	/** Over it the run ends. */
	readonly hostCalls?: number;
	/** Over it the guest sees `HostError: <path> timed out`. */
	readonly wallMs?: number;
}

export interface HostFunctionOptions<Input extends Schema | undefined, Output extends Schema, Sync extends boolean> {
	/** Checks the arguments, as one array. Without it any value that crosses is accepted, whatever types the handler gives its parameters. */
	readonly input?: Input;
	/** Checks the result. */
	readonly output?: Output;
	/** The guest sees the value itself instead of a promise. */
	readonly sync?: Sync;
	readonly limits?: FunctionLimits;
	readonly handler: (...args: HandlerArguments<Input>) => OutputOf<Output> | Promise<OutputOf<Output>>;
}

const mark = Symbol('glovebox.hostFunction');

/** A host function with a contract, made by {@link hostFunction}. */
export interface HostFunction {
	readonly [mark]: true;
	readonly input: Schema | undefined;
	readonly output: Schema | undefined;
	readonly sync: boolean;
	readonly limits: FunctionLimits;
	readonly handler: (...args: readonly unknown[]) => unknown;
}

/** A host function as it is written: plain, or with a contract. A plain one gets the guest's arguments alone. */
// biome-ignore lint/suspicious/noExplicitAny: parameters of a plain function are what its author says; they are not checked
export type PlainFunction = (...args: any[]) => unknown;

export type Capabilities = Readonly<Record<string, CapabilityEntry>>;
export type CapabilityEntry = PlainFunction | HostFunction | { readonly [name: string]: CapabilityEntry };

/**
 * Makes a host function with a contract: schemas for arguments and result, a synchronous form, limits of its own.
 *
 * Arguments are a fresh copy, read once; records and arrays are frozen. With `input` the handler gets the schema's output.
 * The last parameter is `{ signal, run }`. A result that the schema refuses never reaches the guest.
 *
 * @throws TypeError naming the option that is wrong.
 * @example
 * ```ts
 * import { createSandbox, hostFunction } from 'glovebox';
 * import { z } from 'zod';
 * const double = hostFunction({ input: z.tuple([z.number()]), output: z.number(), sync: true, handler: (n) => n * 2 });
 * await using sandbox = createSandbox({ capabilities: { double } });
 * console.log(await sandbox.evaluate('double(21)')); // → 42
 * ```
 */
export function hostFunction<
	Input extends Schema | undefined = undefined,
	Output extends Schema = Schema<unknown>,
	Sync extends boolean = false,
>(options: HostFunctionOptions<Input, Output, Sync>): HostFunction {
	readNames(options, 'hostFunction', ['input', 'output', 'sync', 'limits', 'handler']);
	if (typeof options.handler !== 'function') throw new TypeError('options.handler must be a function');
	if (options.sync !== undefined && typeof options.sync !== 'boolean') throw new TypeError('options.sync must be true or false');
	return Object.freeze({
		[mark]: true as const,
		input: readSchema(options.input, 'options.input'),
		output: readSchema(options.output, 'options.output'),
		sync: options.sync === true,
		limits: readFunctionLimits(options.limits),
		handler: options.handler as unknown as HostFunction['handler'],
	});
}

function readSchema(schema: unknown, name: string): Schema | undefined {
	if (schema === undefined) return undefined;
	const standard = (schema as Partial<Schema> | null)?.['~standard'];
	if (standard?.version !== 1 || typeof standard.validate !== 'function') {
		throw new TypeError(`${name} must be a Standard Schema, such as one made by zod, valibot or arktype`);
	}
	return schema as Schema;
}

function readFunctionLimits(limits: unknown): FunctionLimits {
	if (limits === undefined) return {};
	if (typeof limits !== 'object' || limits === null) throw new TypeError('options.limits must be an object such as { hostCalls: 20 }');
	for (const [name, value] of Object.entries(limits)) {
		if (name !== 'hostCalls' && name !== 'wallMs')
			throw new TypeError(`options.limits.${name} is no limit of a host function; use hostCalls or wallMs`);
		if (value !== undefined && !(typeof value === 'number' && value > 0))
			throw new RangeError(`options.limits.${name} must be a number above 0`);
	}
	return { ...limits };
}

/** A host function ready to be called: plain ones have no contract. */
export interface GrantedFunction {
	readonly path: string;
	/** Plain functions are called with the guest's arguments alone. */
	readonly plain: boolean;
	readonly input: Schema | undefined;
	readonly output: Schema | undefined;
	readonly sync: boolean;
	readonly limits: FunctionLimits;
	readonly handler: (...args: readonly unknown[]) => unknown;
}

/** Everything a guest may call, by dotted path. */
export type Grants = ReadonlyMap<string, GrantedFunction>;

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
const reservedNames: ReadonlySet<string> = new Set([
	'__proto__',
	'constructor',
	'prototype',
	'globalThis',
	'undefined',
	'NaN',
	'Infinity',
	'console',
	'input',
]);

/** Reads a tree of capabilities. Throws a TypeError that names the entry. */
export function readCapabilities(capabilities: unknown, granted: Grants = new Map()): Grants {
	if (capabilities === undefined) return granted;
	if (typeof capabilities !== 'object' || capabilities === null)
		throw new TypeError('options.capabilities must be an object of host functions');
	const grants = new Map(granted);
	for (const name of Object.keys(capabilities)) {
		if (hasRoot(granted, name)) throw new TypeError(`options.capabilities.${name} is already granted by the sandbox`);
	}
	addEntries(capabilities, '', grants, 0);
	return grants;
}

/** Refuses globals that would hide what is granted. */
export function refuseHiding(globals: Readonly<Record<string, unknown>>, grants: Grants): void {
	for (const name of Object.keys(globals)) {
		if (hasRoot(grants, name)) throw new TypeError(`options.globals.${name} has the name of a capability`);
	}
}

function hasRoot(grants: Grants, root: string): boolean {
	for (const path of grants.keys()) if (path === root || path.startsWith(`${root}.`)) return true;
	return false;
}

function addEntries(entries: object, prefix: string, grants: Map<string, GrantedFunction>, depth: number): void {
	if (depth > 8) throw new TypeError(`options.capabilities.${prefix.slice(0, -1)} is nested more than 8 deep`);
	for (const [name, entry] of Object.entries(entries)) {
		const path = prefix + name;
		if (!identifier.test(name) || reservedNames.has(name))
			throw new TypeError(`options.capabilities.${path} is no name that can be granted`);
		if (typeof entry === 'function')
			grants.set(path, { path, plain: true, input: undefined, output: undefined, sync: false, limits: {}, handler: entry });
		else if (isHostFunction(entry))
			grants.set(path, {
				path,
				plain: false,
				input: entry.input,
				output: entry.output,
				sync: entry.sync,
				limits: entry.limits,
				handler: entry.handler,
			});
		else if (typeof entry === 'object' && entry !== null) addEntries(entry, `${path}.`, grants, depth + 1);
		else throw new TypeError(`options.capabilities.${path} must be a function, a hostFunction or an object of them`);
	}
}

function isHostFunction(value: unknown): value is HostFunction {
	return typeof value === 'object' && value !== null && Object.hasOwn(value, mark);
}
