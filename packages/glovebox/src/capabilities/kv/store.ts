/**
 * Where entries of a key-value capability are kept: by scope and key, as the codec's text and bytes.
 *
 * Runs on: host.
 * Trusts: its caller. Scopes come from the host; keys were checked; entries were encoded by the host.
 */

/** A value, encoded. */
export interface StoredValue {
	readonly text: string;
	readonly blobs: readonly Uint8Array[];
}

/** What a scope holds. Bytes are those of keys and values. */
export interface ScopeUsage {
	readonly keys: number;
	readonly bytes: number;
}

/** A place for entries. All scopes are apart: no method reaches from one into another. */
export interface KvStore {
	readonly get: (scope: string, key: string) => StoredValue | undefined;
	readonly set: (scope: string, key: string, value: StoredValue) => void;
	/** Whether there was such a key. */
	readonly delete: (scope: string, key: string) => boolean;
	/** Keys that begin with `prefix` and come after `after`, in the order of their UTF-8 bytes, at most `limit`. */
	readonly list: (scope: string, prefix: string, after: string, limit: number) => readonly string[];
	readonly usage: (scope: string) => ScopeUsage;
	readonly close: () => void;
	readonly [Symbol.dispose]: () => void;
}

/** What an entry counts. */
export function entryBytes(key: string, { text, blobs }: StoredValue): number {
	return blobs.reduce((sum, blob) => sum + blob.length, Buffer.byteLength(key) + Buffer.byteLength(text));
}
