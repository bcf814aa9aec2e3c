/** What a config was made from: every file that was looked for, every variable that was read, and all that was said beside them. */
import { createHash } from 'node:crypto';
import type { GuestError } from '../core/errors.ts';
import { configError } from './error.ts';
import type { Settings } from './options.ts';
import { pathText } from './path.ts';

/** The inputs of a config, as they are written to a lock file. Equal inputs give equal results. */
export interface ConfigLock {
	readonly version: 1;
	/** SHA-256 by path; `null` for a file that was looked for and is not there. */
	readonly files: Readonly<Record<string, string | null>>;
	/** A short digest by name, `null` for a variable that is not set. Enough to see a change, and too little to keep a secret short of guessing. */
	readonly variables: Readonly<Record<string, string | null>>;
	/** Options that decide the result. */
	readonly options: string;
	/** The value itself. */
	readonly result: string;
}

const variableDigits = 8;

/** Makes the lock of a config. */
export function lockOf(
	files: ReadonlyMap<string, string | null>,
	variables: ReadonlyMap<string, string | undefined>,
	settings: Settings<unknown>,
	value: unknown,
): ConfigLock {
	const { name, environment, defaults, overrides, merge, now, envPrefix, dotenv, functions } = settings;
	return {
		version: 1,
		files: sorted(files),
		variables: sorted(
			new Map([...variables].map(([key, text]) => [key, text === undefined ? null : digest(text).slice(0, variableDigits)])),
		),
		options: digest({
			name,
			environment,
			defaults,
			overrides: overrides.map(([path, said]) => [pathText(path), said]),
			merge,
			now,
			envPrefix,
			dotenv,
			functions,
		}),
		result: digest(value),
	};
}

/** The key under which anything made from this config can be cached. */
export function keyOf(lock: ConfigLock): string {
	return digest(lock);
}

/** Throws a config error that lists every input that is not what a lock file says. */
export function checkLock(lock: ConfigLock, text: string, file: string): void {
	const locked = readLock(text, file);
	const changes = [...changesOf('file', locked.files, lock.files), ...changesOf('variable', locked.variables, lock.variables)];
	if (locked.options !== lock.options) changes.push('the options are others');
	if (changes.length === 0 && locked.result !== lock.result) changes.push('the same inputs gave another result');
	if (changes.length > 0)
		throw configError(`the inputs are not the locked ones: ${changes.slice(0, 20).join(', ')}`, { file, issues: changes });
}

function readLock(text: string, file: string): ConfigLock {
	const wrong = (cause?: unknown): GuestError => configError('it is no lock file', { file, cause });
	try {
		const lock = JSON.parse(text) as Partial<ConfigLock> | null;
		if (lock?.version === 1 && typeof lock.files === 'object' && typeof lock.variables === 'object') return lock as ConfigLock;
	} catch (cause) {
		throw wrong(cause);
	}
	throw wrong();
}

function changesOf(what: string, before: ConfigLock['files'], after: ConfigLock['files']): string[] {
	const names = new Set([...Object.keys(before), ...Object.keys(after)]);
	return [...names].sort().flatMap((name) => {
		const [old, current] = [before, after].map((inputs) => (Object.hasOwn(inputs, name) ? inputs[name] : undefined));
		if (old === current) return [];
		const now = current === undefined ? 'is no longer read' : current === null ? 'is gone' : 'is new';
		return [`${what} "${name}" ${old === undefined || old === null || typeof current !== 'string' ? now : 'has changed'}`];
	});
}

function sorted(entries: ReadonlyMap<string, string | null>): Record<string, string | null> {
	return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** SHA-256 of any data, whatever the order of its keys. */
export function digest(value: unknown): string {
	return createHash('sha256').update(canonical(value)).digest('hex');
}

function canonical(value: unknown): string {
	if (typeof value === 'bigint') return `${value}n`;
	if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
	if (value instanceof Date) return `date:${value.getTime()}`;
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
	const keys = Object.keys(value).sort();
	return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`).join(',')}}`;
}
