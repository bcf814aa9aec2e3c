/** The files of one realm's guest, as V8 knows them. Runs on: host, or inside a carrier. */
import { fileURLToPath } from 'node:url';
import type { PositionMap } from '../../core/positions.ts';
import type { Script } from '../../core/program.ts';

/** What a file was made into, in the order in which V8 compiled it. */
export interface ObservedFile {
	/** The guest's own text. */
	readonly source: string;
	readonly scripts: readonly Script[];
	readonly positions: PositionMap;
}

export type ObservedFiles = ReadonlyMap<string, ObservedFile>;

/** Under which name the guest knows what V8 calls by this; `undefined` where it is none of the guest's. Node makes URLs of absolute paths. */
export function nameOf(url: string, files: ObservedFiles): string | undefined {
	if (files.has(url)) return url;
	const name = pathOf(url);
	return name !== undefined && files.has(name) ? name : undefined;
}

/** A guest names its evaluated code as it likes, `file:///%2F` too, which is no path. */
function pathOf(url: string): string | undefined {
	if (!url.startsWith('file://')) return undefined;
	try {
		return fileURLToPath(url);
	} catch {
		return undefined;
	}
}
