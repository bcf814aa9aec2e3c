/** `glovebox/capabilities`: powers ready to grant. Names only. */
export { type Clock, type ClockOptions, clock } from './clock.ts';
export { type Crypto, crypto } from './crypto.ts';
export { type Env, env } from './env.ts';
export { type Fetch, type FetchOptions, fetch } from './fetch/fetch.ts';
export { type Log, type LogEntry, type LogLevel, type LogOptions, log } from './log.ts';
export type { CallLimits } from './options.ts';
export { type Random, random } from './random.ts';
export {
	type CapabilityUsage,
	type Functions,
	type Meter,
	type Revocable,
	type RevocableHandle,
	type RevocableOptions,
	revocable,
} from './revocable.ts';
export { type Kv, type KvOptions, type KvReader, kv } from './kv/kv.ts';
export { memoryStore } from './kv/memory-store.ts';
export { sqliteStore } from './kv/sqlite-store.ts';
export type { KvStore, ScopeUsage, StoredValue } from './kv/store.ts';
export { type Files, type FilesOptions, type FilesReader, files } from './files/files.ts';
