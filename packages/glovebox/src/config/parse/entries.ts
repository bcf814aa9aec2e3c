/** Entries of records, as every format has them. */
import { checkKey } from '../../core/text-lines.ts';
import type { Tree } from '../tree.ts';

/** Adds an entry whose key must be new and may be had. */
export function addEntry(entries: Map<string, Tree>, key: string, offset: number, make: () => Tree): void {
	if (key === '__proto__' || entries.has(key)) checkKey(key, offset, new Set([key]));
	entries.set(key, make());
}
