/**
 * Modules that were bundled before, by the content of what they are made of.
 *
 * Runs on: host.
 * Trusts: the folder of the cache as far as the packages beside it: whoever can write there can change what guests import.
 * A file that is torn, or of another version of this code, counts as absent.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A module, and what it is made of. */
export interface CachedModule {
	readonly source: string;
	/** SHA-256 over the contents of all files and the options. */
	readonly hash: string;
	/** `name@version` of each package that it holds. */
	readonly contents: readonly string[];
	readonly files: number;
	readonly unavailable: readonly string[];
}

/** Files and folders, with what shows that one of them has changed. */
type Stamps = Readonly<Record<string, string>>;

interface Entry {
	readonly module: CachedModule;
	readonly stamps: Stamps;
	readonly sourceHash: string;
}

/** Where one request's module is kept. */
export interface CacheSlot {
	readonly read: () => CachedModule | undefined;
	readonly write: (module: CachedModule, paths: Iterable<string>) => void;
}

/** A slot in a folder, for a request; one that holds nothing where `folder` is undefined. */
export function cacheSlot(folder: string | undefined, request: unknown): CacheSlot {
	if (folder === undefined) return { read: () => undefined, write: () => undefined };
	const path = join(folder, `${sha256(JSON.stringify(request))}.json`);
	return { read: () => readEntry(path), write: (module, paths) => writeEntry(folder, path, module, paths) };
}

export function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

function readEntry(path: string): CachedModule | undefined {
	try {
		const { module, stamps, sourceHash } = JSON.parse(readFileSync(path, 'utf8')) as Entry;
		for (const [file, stamp] of Object.entries(stamps)) if (stampOf(file) !== stamp) return undefined;
		return sha256(module.source) === sourceHash ? module : undefined;
	} catch {
		return undefined;
	}
}

function writeEntry(folder: string, path: string, module: CachedModule, paths: Iterable<string>): void {
	try {
		const stamps = Object.fromEntries([...paths].map((file) => [file, stampOf(file)]));
		const entry: Entry = { module, stamps, sourceHash: sha256(module.source) };
		mkdirSync(folder, { recursive: true });
		const temporary = `${path}.${process.pid}`;
		writeFileSync(temporary, JSON.stringify(entry));
		renameSync(temporary, path);
	} catch {
		// A folder that cannot be written is no cache; the bundle is as good.
	}
}

/** Changes with the content: nobody but the owner of the clock sets `ctime`. */
function stampOf(path: string): string {
	const { ino, size, mtimeMs, ctimeMs } = statSync(path);
	return `${ino}:${size}:${mtimeMs}:${ctimeMs}`;
}
