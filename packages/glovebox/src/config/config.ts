/** A loaded config: its value, and for each part of it who said so. */
import type { Usage } from '../core/outcome.ts';
import type { Evaluated } from './evaluate.ts';
import { type ConfigLock, digest, keyOf, lockOf } from './lock.ts';
import { type Merged, mergedAt, mergedData, type Origin, originsOf } from './merge.ts';
import type { Settings } from './options.ts';
import { pathText, readPath } from './path.ts';
import { declareConfig } from './types.ts';

/** Why a value is what it is. */
export interface Why {
	readonly path: string;
	readonly value: unknown;
	/** Who said it. */
	readonly origin: Origin;
	/** Whom that one overrode, strongest first. */
	readonly overrode: readonly Origin[];
}

/** What `Config` is made of. */
export interface ConfigParts<T> {
	readonly settings: Settings<T>;
	readonly value: T;
	readonly merged: Merged;
	readonly files: ReadonlyMap<string, string | null>;
	readonly variables: ReadonlyMap<string, string | undefined>;
	readonly scripts: readonly Evaluated[];
	readonly usage: Usage | undefined;
}

/** A loaded config. Only one with `functions` holds anything open; closing it is harmless for the others. */
export class Config<T = unknown> {
	/** The merged config, as the schema gave it where there is one. */
	readonly value: T;
	/** Everything that it was made from. */
	readonly lock: ConfigLock;
	/** A digest of the lock: equal for equal inputs. */
	readonly key: string;
	/** What evaluating its scripts took, all together; `undefined` for a config without scripts. */
	readonly usage: Usage | undefined;
	/** The files that were looked for, from the project's folder, whether they are there or not. */
	readonly files: readonly string[];
	readonly #parts: ConfigParts<T>;

	/** Not for users: `loadConfig()` makes configs. */
	constructor(parts: ConfigParts<T>) {
		this.#parts = parts;
		this.value = parts.value;
		this.usage = parts.usage;
		this.files = [...parts.files.keys()].sort();
		this.lock = lockOf(parts.files, parts.variables, parts.settings as Settings<unknown>, parts.value);
		this.key = keyOf(this.lock);
	}

	/** Who said the value at a path such as `server.port`; `undefined` where there is none. */
	why(path: string): Why | undefined {
		const keys = readPath(path);
		const value = valueAt(this.value, keys);
		const merged = mergedAt(this.#parts.merged, keys);
		const origins = merged ? originsOf(merged) : [];
		const fromSchema = value !== undefined && (merged === undefined || digest(mergedData(merged)) !== digest(value));
		const all: readonly Origin[] = fromSchema ? [{ layer: 'schema', value }, ...origins] : origins;
		const [origin, ...overrode] = all;
		return origin && value !== undefined ? { path: pathText(keys), value, origin, overrode } : undefined;
	}

	/** The type of this config as TypeScript, for a `.d.ts` file. */
	types(): string {
		const { settings, value } = this.#parts;
		return declareConfig(settings.name, value, settings.schema);
	}

	/** Calls a function that the option `functions` declared, in the realm of the config that holds it. */
	async call<R = unknown>(path: string, ...args: readonly unknown[]): Promise<R> {
		const name = JSON.stringify(readPath(path));
		const script = this.#parts.scripts.findLast(({ functions }) => functions.includes(name));
		if (!script) throw new TypeError(`config.call: there is no function at "${path}"; the option "functions" must name it`);
		return script.session.call<R>('call', name, args);
	}

	/** Ends the realms that hold functions. Harmless when repeated. */
	close(): void {
		for (const { session } of this.#parts.scripts) session.close();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.close();
	}

	[Symbol.dispose](): void {
		this.close();
	}
}

/** What stands at a path of plain data. */
function valueAt(value: unknown, path: readonly string[]): unknown {
	let found = value;
	for (const key of path) {
		if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
		found = (found as Record<string, unknown>)[key];
	}
	return found;
}
