/**
 * A folder held open, and the way from it to what lies below: one name at a time, never through a link.
 *
 * On Linux each step starts at a descriptor that is held (`/proc/self/fd/N/name`, which is what `openat` does) and follows no link, so
 * nobody who changes the folder meanwhile can lead it elsewhere. Other systems offer Node no such step: there each name is looked
 * at before it is used, which leaves a moment to whoever may write in that folder.
 *
 * Runs on: host.
 * Trusts: the path of the granted folder, which the host chose, and the kernel. Nothing below it.
 */
import { type BigIntStats, closeSync, constants, fstatSync, openSync, realpathSync, statSync } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import { fileError, temporaryPrefix } from './path.ts';

/** Linux's `O_PATH`, which Node does not name: a device or a pipe opened so does nothing. */
const pathOnly = 0o10000000;
const { O_RDONLY, O_NOFOLLOW = 0, O_DIRECTORY = 0, O_NONBLOCK = 0 } = constants;

/** Whether this system can take each step from a descriptor. */
export const holdsDescriptors = process.platform === 'linux';

export interface Entry {
	readonly name: string;
	readonly kind: 'file' | 'folder';
	readonly bytes: number;
	readonly modifiedAt: Date;
}

/** A folder on the way. What it opened it closes. */
export class Folder implements AsyncDisposable {
	/** A path to it, through the descriptor where it is held. */
	readonly path: string;
	readonly #device: bigint;
	readonly #held: boolean;
	readonly #close: () => void | Promise<void>;

	/** Not for users: {@link openRoot} and `enter` make folders. */
	constructor(path: string, device: bigint, held: boolean, close: () => void | Promise<void>) {
		this.path = path;
		this.#device = device;
		this.#held = held;
		this.#close = close;
	}

	/** The same folder, to walk from: closing it closes nothing. */
	borrow(): Folder {
		return new Folder(this.path, this.#device, this.#held, () => undefined);
	}

	/** The path of one name in it. Whatever uses it must not follow links. */
	pathOf(name: string): string {
		return `${this.path}/${name}`;
	}

	/** What has this name; `undefined` where nothing has it that a guest may see: links, devices and other file systems are not there. */
	async inspect(name: string): Promise<Entry | undefined> {
		const stats = await lstat(this.pathOf(name), { bigint: true }).catch(absent);
		if (stats === undefined || stats.dev !== this.#device) return undefined;
		const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : undefined;
		return kind && { name, kind, bytes: kind === 'file' ? Number(stats.size) : 0, modifiedAt: stats.mtime };
	}

	async enter(name: string): Promise<Folder> {
		const path = this.pathOf(name);
		if (!this.#held) {
			this.#require(await lstat(path, { bigint: true }).catch(absent), 'folder');
			return new Folder(path, this.#device, false, () => undefined);
		}
		const handle = await open(path, pathOnly | O_DIRECTORY | O_NOFOLLOW).catch(absent);
		try {
			this.#require(await handle?.stat({ bigint: true }), 'folder');
		} catch (error) {
			await handle?.close();
			throw error;
		}
		return new Folder(descriptorPath(handle?.fd), this.#device, true, () => handle?.close());
	}

	/** Opens a regular file for reading. */
	async openFile(name: string): Promise<FileHandle> {
		const path = this.pathOf(name);
		if (!this.#held) {
			const before = this.#require(await lstat(path, { bigint: true }).catch(absent), 'file');
			return this.#opened(await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(absent), before.ino);
		}
		await using found = await open(path, pathOnly | O_NOFOLLOW).catch(absent);
		const before = this.#require(await found?.stat({ bigint: true }), 'file');
		return this.#opened(await open(descriptorPath(found?.fd), O_RDONLY | O_NONBLOCK).catch(absent), before.ino);
	}

	/** At most `most` entries that a guest may see. */
	async list(most: number): Promise<readonly Entry[]> {
		const entries: Entry[] = [];
		for (const name of (await readdir(this.path)).sort()) {
			if (name.startsWith(temporaryPrefix)) continue;
			const entry = await this.inspect(name);
			if (entry) entries.push(entry);
			if (entries.length > most) throw fileError('QuotaExceededError', `The folder has more than ${most} entries`);
		}
		return entries;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#close();
	}

	async #opened(handle: FileHandle | undefined, inode: bigint): Promise<FileHandle> {
		try {
			const stats = this.#require(await handle?.stat({ bigint: true }), 'file');
			if (handle === undefined || stats.ino !== inode) throw notFound('file');
			return handle;
		} catch (error) {
			await handle?.close();
			throw error;
		}
	}

	#require(stats: BigIntStats | undefined, kind: 'file' | 'folder'): BigIntStats {
		const fits = kind === 'file' ? stats?.isFile() : stats?.isDirectory();
		if (stats === undefined || !fits || stats.dev !== this.#device) throw notFound(kind);
		return stats;
	}
}

/** Opens the folder that is granted. What its path comes to mean later changes nothing where descriptors are held. */
export function openRoot(path: string, held: boolean): Folder {
	if (!held) return new Folder(realpathSync(path), statSync(path, { bigint: true }).dev, false, () => undefined);
	const descriptor = openSync(path, pathOnly | O_DIRECTORY);
	return new Folder(descriptorPath(descriptor), fstatSync(descriptor, { bigint: true }).dev, true, () => closeSync(descriptor));
}

/** Enters one folder after another. The caller closes what it gets; the root stays open. */
export async function walk(root: Folder, names: readonly string[]): Promise<Folder> {
	let at = root.borrow();
	for (const name of names) {
		await using left = at;
		at = await left.enter(name);
	}
	return at;
}

function descriptorPath(descriptor: number | undefined): string {
	return `/proc/self/fd/${descriptor}`;
}

function notFound(kind: 'file' | 'folder'): Error {
	return fileError('NotFound', `There is no such ${kind}`);
}

/** What is not there, and what is no folder where one was named, and a link where none is followed. */
function absent(error: NodeJS.ErrnoException): undefined {
	if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ELOOP' || error.code === 'ENXIO') return undefined;
	if (error.code === 'EACCES' || error.code === 'EPERM') throw fileError('NotAllowed', 'The host may not open it');
	throw error;
}
