/**
 * Entries in a file of SQLite, which Node brings.
 *
 * Runs on: host.
 * Trusts: the file, to be the host's own: whoever can write it decides what guests read.
 */
import type { DatabaseSync } from 'node:sqlite';
import { createRequire } from 'node:module';
import { entryBytes, type KvStore, type ScopeUsage, type StoredValue } from './store.ts';

/** `usage` is kept by triggers, so that a quota costs no walk over a scope. */
const schema = `
	CREATE TABLE IF NOT EXISTS glovebox_kv (
		scope TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, blobs BLOB NOT NULL, bytes INTEGER NOT NULL,
		PRIMARY KEY (scope, key)
	) WITHOUT ROWID;
	CREATE TABLE IF NOT EXISTS glovebox_kv_usage (scope TEXT PRIMARY KEY, keys INTEGER NOT NULL, bytes INTEGER NOT NULL) WITHOUT ROWID;
	CREATE TRIGGER IF NOT EXISTS glovebox_kv_added AFTER INSERT ON glovebox_kv BEGIN
		INSERT INTO glovebox_kv_usage VALUES (new.scope, 1, new.bytes)
		ON CONFLICT (scope) DO UPDATE SET keys = keys + 1, bytes = bytes + new.bytes;
	END;
	CREATE TRIGGER IF NOT EXISTS glovebox_kv_removed AFTER DELETE ON glovebox_kv BEGIN
		UPDATE glovebox_kv_usage SET keys = keys - 1, bytes = bytes - old.bytes WHERE scope = old.scope;
	END;
	CREATE TRIGGER IF NOT EXISTS glovebox_kv_changed AFTER UPDATE ON glovebox_kv BEGIN
		UPDATE glovebox_kv_usage SET bytes = bytes + new.bytes - old.bytes WHERE scope = new.scope;
	END;
`;

/**
 * Opens a store in a file, made where it does not exist; `':memory:'` for one in memory. Several processes may use one file.
 * Reading and writing happen on the host's thread, as `node:sqlite` does it.
 *
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { kv, sqliteStore } from 'glovebox/capabilities';
 * using store = sqliteStore(':memory:');
 * await using sandbox = createSandbox({ capabilities: { kv: kv({ store }) } });
 * await sandbox.evaluate('kv.set("visits", 1)');
 * console.log(await sandbox.evaluate('kv.get("visits")')); // → 1
 * ```
 */
export function sqliteStore(path: string): KvStore {
	if (typeof path !== 'string' || path === '') throw new TypeError("sqliteStore(path) takes the path of a file, or ':memory:'");
	const database = openDatabase(path);
	database.exec(schema);
	const get = database.prepare('SELECT text, blobs FROM glovebox_kv WHERE scope = ? AND key = ?');
	const set = database.prepare(`INSERT INTO glovebox_kv VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (scope, key) DO UPDATE SET text = excluded.text, blobs = excluded.blobs, bytes = excluded.bytes`);
	const remove = database.prepare('DELETE FROM glovebox_kv WHERE scope = ? AND key = ?');
	const list = database.prepare(`SELECT key FROM glovebox_kv
		WHERE scope = ? AND key > ? AND substr(key, 1, length(?)) = ? ORDER BY key LIMIT ?`);
	const usage = database.prepare('SELECT keys, bytes FROM glovebox_kv_usage WHERE scope = ?');
	let open = true;
	const close = () => {
		if (open) database.close();
		open = false;
	};
	return {
		get: (scope, key) => {
			const row = get.get(scope, key);
			return row && { text: String(row['text']), blobs: splitBlobs(row['blobs'] as Uint8Array) };
		},
		set: (scope, key, value) => void set.run(scope, key, value.text, joinBlobs(value.blobs), entryBytes(key, value)),
		delete: (scope, key) => Number(remove.run(scope, key).changes) > 0,
		list: (scope, prefix, after, limit) => list.all(scope, after, prefix, prefix, limit).map((row) => String(row['key'])),
		usage: (scope): ScopeUsage => {
			const row = usage.get(scope);
			return { keys: Number(row?.['keys'] ?? 0), bytes: Number(row?.['bytes'] ?? 0) };
		},
		close,
		[Symbol.dispose]: close,
	};
}

/** Loaded when a store is opened: Node warns of it, or lacks it, only where it is used. */
function openDatabase(path: string): DatabaseSync {
	const { DatabaseSync: Database } = createRequire(import.meta.url)('node:sqlite') as typeof import('node:sqlite');
	return new Database(path, { timeout: 1_000 });
}

/** Each after its length, in four bytes. */
function joinBlobs(blobs: readonly Uint8Array[]): Uint8Array {
	return Buffer.concat(
		blobs.flatMap((blob) => {
			const length = Buffer.alloc(4);
			length.writeUInt32LE(blob.length);
			return [length, blob];
		}),
	);
}

function splitBlobs(joined: Uint8Array): StoredValue['blobs'] {
	const bytes = Buffer.from(joined);
	const blobs: Uint8Array[] = [];
	for (let at = 0; at < bytes.length; ) {
		const end = at + 4 + bytes.readUInt32LE(at);
		blobs.push(new Uint8Array(bytes.subarray(at + 4, end)));
		at = end;
	}
	return blobs;
}
