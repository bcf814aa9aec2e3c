/** Entries in the host's memory, gone with the process. */
import { entryBytes, type KvStore, type ScopeUsage, type StoredValue } from './store.ts';

interface Scope {
	readonly entries: Map<string, StoredValue>;
	bytes: number;
	/** The keys in order, once somebody asked for them, until one comes or goes. */
	sorted: readonly string[] | undefined;
}

/**
 * Makes a store in memory. Each `kv()` without a store has one of its own.
 *
 * @example
 * ```ts
 * import { kv, memoryStore } from 'glovebox/capabilities';
 * const store = memoryStore();
 * const [reader, writer] = [kv({ store, access: 'read' }), kv({ store })];
 * console.log(Object.keys(reader).length < Object.keys(writer).length); // → true
 * ```
 */
export function memoryStore(): KvStore {
	const scopes = new Map<string, Scope>();
	const scopeOf = (name: string): Scope => {
		const scope = scopes.get(name) ?? { entries: new Map(), bytes: 0, sorted: undefined };
		scopes.set(name, scope);
		return scope;
	};
	const remove = (scope: Scope, key: string): boolean => {
		const entry = scope.entries.get(key);
		if (entry === undefined) return false;
		scope.bytes -= entryBytes(key, entry);
		scope.sorted = undefined;
		return scope.entries.delete(key);
	};
	return {
		get: (name, key) => scopes.get(name)?.entries.get(key),
		set: (name, key, value) => {
			const scope = scopeOf(name);
			const before = scope.entries.get(key);
			if (before === undefined) scope.sorted = undefined;
			scope.bytes += entryBytes(key, value) - (before ? entryBytes(key, before) : 0);
			scope.entries.set(key, value);
		},
		delete: (name, key) => {
			const scope = scopes.get(name);
			return scope !== undefined && remove(scope, key);
		},
		list: (name, prefix, after, limit) => {
			const scope = scopes.get(name);
			if (scope === undefined) return [];
			scope.sorted ??= [...scope.entries.keys()].sort(byBytes);
			const found: string[] = [];
			for (const key of scope.sorted) {
				if (found.length >= limit) break;
				if (key.startsWith(prefix) && (after === '' || byBytes(key, after) > 0)) found.push(key);
			}
			return found;
		},
		usage: (name): ScopeUsage => {
			const scope = scopes.get(name);
			return { keys: scope?.entries.size ?? 0, bytes: scope?.bytes ?? 0 };
		},
		close: () => scopes.clear(),
		[Symbol.dispose]: () => scopes.clear(),
	};
}

function byBytes(a: string, b: string): number {
	return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
