/** What a config is loaded with, checked at the door. */
import path from 'node:path';
import type { Schema } from '../core/capability.ts';
import { readNames, readObject } from '../core/options.ts';
import type { Sandbox } from '../core/sandbox.ts';
import { readPath } from './path.ts';

/** How a stronger layer meets a weaker one at a path. */
const mergeStrategies = ['merge', 'replace', 'append', 'prepend', 'unique'] as const;
export type MergeStrategy = (typeof mergeStrategies)[number];

/** What `loadConfig` takes. */
export interface ConfigOptions<T = unknown> {
	/** The name of the files: `app` for `app.config.ts`. */
	readonly name: string;
	/** Where scripts are evaluated; a config that has none never uses it. */
	readonly sandbox: Sandbox;
	/** The folder in which the files lie. Default: the current one. */
	readonly cwd?: string;
	/** The project's folder, outside of which nothing is read. Default: `cwd`. */
	readonly root?: string;
	/** Which `app.config.<environment>.*`, `.env.<environment>` and `$env` apply. Default `'development'`. */
	readonly environment?: string;
	/** The variables that a config may read, over those of `.env` files. Default none: `process.env` is read only where it is given. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** Whether `.env` files are read. Default true. */
	readonly dotenv?: boolean;
	/** Variables that begin so override values: with `APP_`, `APP_SERVER__PORT` is `server.port`. Default: none do. */
	readonly envPrefix?: string;
	/** The weakest layer. */
	readonly defaults?: Readonly<Record<string, unknown>>;
	/** The strongest layer, by path: `{ 'server.port': 8080 }`. */
	readonly overrides?: Readonly<Record<string, unknown>>;
	/** Strategies by path, where `*` is any one key. Default: records merge, everything else is replaced. */
	readonly merge?: Readonly<Record<string, MergeStrategy>>;
	/** Checks the whole config; what it gives is the value. Any Standard Schema. */
	readonly schema?: Schema<T>;
	/** Paths at which functions are kept, to be called with `config.call`. Default none: a function is refused. */
	readonly functions?: readonly string[];
	/** The time that a script sees. Default none: to ask for the time throws. */
	readonly now?: Date | number;
	/** A lock file of the project; inputs that are not what it says are refused. */
	readonly lock?: string;
}

/** Options, checked. */
export interface Settings<T> {
	readonly name: string;
	readonly sandbox: Sandbox;
	readonly cwd: string;
	readonly root: string;
	/** Which option said `root`. */
	readonly rootFrom: string;
	readonly environment: string;
	readonly env: ReadonlyMap<string, string>;
	readonly dotenv: boolean;
	readonly envPrefix: string | undefined;
	readonly defaults: Readonly<Record<string, unknown>>;
	readonly overrides: readonly (readonly [path: readonly string[], value: unknown])[];
	readonly merge: readonly (readonly [pattern: readonly string[], strategy: MergeStrategy])[];
	readonly schema: Schema<T> | undefined;
	readonly functions: readonly (readonly string[])[];
	readonly now: number | undefined;
	readonly lock: string | undefined;
}

const names = 'name sandbox cwd root environment env dotenv envPrefix defaults overrides merge schema functions now lock'.split(' ');
// Part of a file's name, so no separator and nothing hidden.
const plainName = /^\w[\w.-]*$/;

/** Reads the options of `loadConfig`. Throws a TypeError that names the option. */
export function readOptions<T>(options: ConfigOptions<T>): Settings<T> {
	readNames(options, 'loadConfig', names);
	const { sandbox, cwd = process.cwd(), schema, lock } = options;
	if (typeof (sandbox as Partial<Sandbox> | undefined)?.open !== 'function')
		throw new TypeError('options.sandbox must be made by createSandbox()');
	if (schema !== undefined && schema?.['~standard']?.version !== 1) throw new TypeError('options.schema must be a Standard Schema');
	return {
		name: readName(options.name, 'options.name'),
		sandbox,
		cwd: path.resolve(readText(cwd, 'options.cwd')),
		root: path.resolve(readText(options.root ?? cwd, 'options.root')),
		rootFrom: options.root === undefined ? 'options.cwd' : 'options.root',
		environment: readName(options.environment ?? 'development', 'options.environment'),
		env: readEnv(options.env),
		dotenv: options.dotenv !== false,
		envPrefix: options.envPrefix === undefined ? undefined : readText(options.envPrefix, 'options.envPrefix'),
		defaults: readObject(options.defaults, 'options.defaults'),
		overrides: Object.entries(readObject(options.overrides, 'options.overrides')).map(([path, value]) => [readKeys(path), value]),
		merge: Object.entries(readObject(options.merge, 'options.merge')).map(([path, value]) => [readPath(path), readStrategy(path, value)]),
		schema,
		functions: readList(options.functions, 'options.functions').map(readPath),
		now: readTime(options.now),
		lock: lock === undefined ? undefined : readText(lock, 'options.lock'),
	};
}

function readName(value: unknown, option: string): string {
	if (typeof value === 'string' && plainName.test(value)) return value;
	throw new TypeError(`${option} must be a name of letters, digits, "_", "-" and "."`);
}

function readText(value: unknown, option: string): string {
	if (typeof value === 'string' && value !== '' && !value.includes('\0')) return value;
	throw new TypeError(`${option} must be a string that is not empty`);
}

function readEnv(env: unknown): ReadonlyMap<string, string> {
	const variables = new Map<string, string>();
	for (const [name, value] of Object.entries(readObject(env, 'options.env'))) {
		if (value === undefined) continue;
		if (typeof value !== 'string') throw new TypeError(`options.env.${name} must be a string`);
		variables.set(name, value);
	}
	return variables;
}

function readKeys(text: string): readonly string[] {
	const keys = readPath(text);
	if (keys.length === 0 || keys.includes('__proto__')) throw new TypeError(`options.overrides: "${text}" is no path of a value`);
	return keys;
}

function readStrategy(path: string, value: unknown): MergeStrategy {
	if (mergeStrategies.includes(value as MergeStrategy)) return value as MergeStrategy;
	throw new TypeError(`options.merge["${path}"] must be one of ${mergeStrategies.join(', ')}`);
}

function readList(value: unknown, option: string): readonly string[] {
	if (value === undefined) return [];
	if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value as readonly string[];
	throw new TypeError(`${option} must be a list of paths`);
}

function readTime(value: Date | number | undefined): number | undefined {
	if (value === undefined) return undefined;
	const time = Number(value);
	if (Number.isFinite(time)) return time;
	throw new TypeError('options.now must be a Date or a number of milliseconds');
}
