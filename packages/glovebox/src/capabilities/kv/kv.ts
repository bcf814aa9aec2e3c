/**
 * Entries by key, which outlive a run. The host says whose they are; a guest names a key and nothing else.
 *
 * Runs on: host.
 * Trusts: nothing of the guest; keys and sizes are checked. Values are kept encoded and are data only.
 */
import { decodeText, encodeValue } from '../../codec/index.ts';
import { type CallInfo, type HostFunction, hostFunction, type RunInfo } from '../../core/capability.ts';
import { PublicError } from '../../core/errors.ts';
import { loadZod } from '../load-package.ts';
import { readNames } from '../../core/options.ts';
import { type CallLimits, readCallLimits, readCount } from '../options.ts';
import { type Meter, type Revocable, revocable } from '../revocable.ts';
import { memoryStore } from './memory-store.ts';
import { entryBytes, type KvStore, type StoredValue } from './store.ts';

export interface KvOptions extends CallLimits {
	/** Default: one in memory, for this capability alone. */
	readonly store?: KvStore;
	/** Whose entries a run sees. Default: those of its tenant, or the common ones of all runs without a tenant. */
	readonly scope?: string | ((run: RunInfo) => string);
	/** Default `'read-write'`. */
	readonly access?: 'read' | 'read-write';
	/** Most bytes of a key, in UTF-8. Default 512. */
	readonly keyBytes?: number;
	/** Most bytes of a value, encoded. Default 64 KiB. */
	readonly valueBytes?: number;
	/** Most keys of a scope. Default 10 000. */
	readonly keys?: number;
	/** Most bytes of a scope, keys and values together. Default 16 MiB. */
	readonly scopeBytes?: number;
}

export type KvReader = {
	/** `get(key)`: the value, or `undefined`. */
	readonly get: HostFunction;
	/** `list({ prefix, after, limit })`: keys in order, at most 1 000. */
	readonly list: HostFunction;
};

export type Kv = KvReader & {
	/** `set(key, value)`: any value that crosses. */
	readonly set: HostFunction;
	/** `delete(key)`: whether there was one. */
	readonly delete: HostFunction;
};

interface Rules {
	readonly store: KvStore;
	readonly scopeOf: (run: RunInfo) => string;
	readonly keyBytes: number;
	readonly valueBytes: number;
	readonly keys: number;
	readonly scopeBytes: number;
	readonly meter: Meter;
}

const optionNames = ['store', 'scope', 'access', 'keyBytes', 'valueBytes', 'keys', 'scopeBytes', 'hostCalls', 'wallMs'];
const mostListed = 1_000;

/**
 * Grants a store of values by key: `get`, `list`, and unless `access` is `'read'` also `set` and `delete`.
 *
 * @throws TypeError, RangeError naming the option that is wrong; EngineError GLOVEBOX_MISSING without zod.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { kv } from 'glovebox/capabilities';
 * await using sandbox = createSandbox({ capabilities: { kv: kv() } });
 * await sandbox.run('await kv.set("cart", ["tea"])', { tenant: 'ann' });
 * console.log(await sandbox.evaluate('kv.get("cart")', { tenant: 'ann' })); // → [ 'tea' ]
 * console.log(await sandbox.evaluate('kv.get("cart")', { tenant: 'bob' })); // → undefined
 * ```
 */
export function kv(options: KvOptions & { readonly access: 'read' }): Revocable<KvReader>;
export function kv(options?: KvOptions): Revocable<Kv>;
export function kv(options: KvOptions = {}): Revocable<KvReader> {
	readNames(options, 'kv', optionNames);
	const { access = 'read-write' } = options;
	if (access !== 'read' && access !== 'read-write') throw new TypeError("options.access must be 'read' or 'read-write'");
	const rules = readRules(options);
	const limits = readCallLimits(options);
	const readers = { get: getFunction(rules, limits), list: listFunction(rules, limits) };
	if (access === 'read') return revocable(readers, { meter: rules.meter });
	return revocable({ ...readers, set: setFunction(rules, limits), delete: deleteFunction(rules, limits) }, { meter: rules.meter });
}

function readRules(options: KvOptions): Rules {
	const { scope, store } = options;
	if (store !== undefined && ['get', 'set', 'delete', 'list', 'usage'].some((name) => typeof store[name as keyof KvStore] !== 'function'))
		throw new TypeError('options.store must be a store, such as memoryStore() or sqliteStore(path)');
	if (scope !== undefined && typeof scope !== 'string' && typeof scope !== 'function')
		throw new TypeError('options.scope must be a string, or a function that says whose entries a run sees');
	return {
		store: store ?? memoryStore(),
		// A tenant's entries lie under a name that no scope of the host's own can have by chance.
		scopeOf: typeof scope === 'function' ? scope : (run) => scope ?? (run.tenant === undefined ? '' : `tenant:${run.tenant}`),
		keyBytes: readCount(options.keyBytes, 'options.keyBytes', 512),
		valueBytes: readCount(options.valueBytes, 'options.valueBytes', 64 * 1_024),
		keys: readCount(options.keys, 'options.keys', 10_000),
		scopeBytes: readCount(options.scopeBytes, 'options.scopeBytes', 16 * 2 ** 20),
		meter: { bytesIn: 0, bytesOut: 0 },
	};
}

function keySchema({ keyBytes }: Rules) {
	const z = loadZod();
	const fits = (key: string) => key !== '' && key.isWellFormed() && !key.includes('\0') && Buffer.byteLength(key) <= keyBytes;
	return z.string().refine(fits, `a key is text of 1 to ${keyBytes} bytes`).meta({ title: 'key' });
}

function getFunction(rules: Rules, limits: HostFunction['limits']): HostFunction {
	return hostFunction({
		input: loadZod().tuple([keySchema(rules)]),
		limits,
		handler: (key, { run }: CallInfo) => {
			const stored = rules.store.get(readScope(rules, run), key);
			if (stored === undefined) return undefined;
			rules.meter.bytesOut += entryBytes(key, stored);
			return decodeText(stored.text, stored.blobs, { trusted: true });
		},
	});
}

function setFunction(rules: Rules, limits: HostFunction['limits']): HostFunction {
	const z = loadZod();
	return hostFunction({
		input: z.tuple([keySchema(rules), z.unknown().meta({ title: 'value' })]),
		output: z.void(),
		limits,
		handler: (key, value, { run }: CallInfo) => {
			const stored = encodeValue(value, { root: 'value' });
			const bytes = entryBytes(key, stored);
			if (bytes - Buffer.byteLength(key) > rules.valueBytes) throw full(`a value has at most ${rules.valueBytes} bytes`);
			store(rules, readScope(rules, run), key, stored, bytes);
			rules.meter.bytesIn += bytes;
		},
	});
}

/** Nothing else runs between the look at the quota and the write: both are synchronous. */
function store({ store, keys, scopeBytes }: Rules, scope: string, key: string, stored: StoredValue, bytes: number): void {
	const usage = store.usage(scope);
	const before = store.get(scope, key);
	if (before === undefined && usage.keys >= keys) throw full(`there are ${keys} keys, which is the most`);
	if (usage.bytes - (before ? entryBytes(key, before) : 0) + bytes > scopeBytes)
		throw full(`all entries together have at most ${scopeBytes} bytes`);
	store.set(scope, key, stored);
}

function deleteFunction(rules: Rules, limits: HostFunction['limits']): HostFunction {
	const z = loadZod();
	return hostFunction({
		input: z.tuple([keySchema(rules)]),
		output: z.boolean(),
		limits,
		handler: (key, { run }: CallInfo) => rules.store.delete(readScope(rules, run), key),
	});
}

function listFunction(rules: Rules, limits: HostFunction['limits']): HostFunction {
	const z = loadZod();
	const part = z.string().max(rules.keyBytes);
	const query = z.strictObject({
		prefix: part.default(''),
		after: part.default(''),
		limit: z.int().min(1).max(mostListed).default(mostListed),
	});
	return hostFunction({
		input: z.tuple([query.partial().optional().meta({ title: 'query' })]),
		output: z.array(z.string()),
		limits,
		handler: (given, { run }: CallInfo) => {
			const { prefix = '', after = '', limit = mostListed } = given ?? {};
			return [...rules.store.list(readScope(rules, run), prefix, after, limit)];
		},
	});
}

function readScope({ scopeOf }: Rules, run: RunInfo): string {
	const scope: unknown = scopeOf(run);
	if (typeof scope !== 'string') throw new TypeError(`options.scope gave ${typeof scope} instead of a string`);
	return scope;
}

function full(reason: string): PublicError {
	return new PublicError(`Cannot store: ${reason}`, { name: 'QuotaExceededError' });
}
