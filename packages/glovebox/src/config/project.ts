/**
 * The project's folder: the only place that a config is read from. Every file that was looked for is recorded, found or not.
 *
 * Runs on: host.
 * Trusts: nothing in the folder. A repository that was just cloned may hold links, pipes and devices.
 */
import { Buffer, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { firstBadLine } from '../core/utf8-text.ts';
import { configError } from './error.ts';

/** No config is larger; the parsers take time in proportion. */
const largestFile = 2 ** 20;

export class Project {
	/** The real path of the folder. */
	readonly root: string;
	/** The SHA-256 of each file that was looked for, by its path from the root; `null` where there is none. */
	readonly reads = new Map<string, string | null>();
	readonly #texts = new Map<string, string>();

	/** Throws a TypeError that names the option where there is no such folder. */
	constructor(root: string, option = 'options.root') {
		try {
			this.root = realpathSync(root);
			if (!statSync(this.root).isDirectory()) throw new TypeError('not a folder');
		} catch (cause) {
			throw new TypeError(`${option}: there is no folder "${root}"`, { cause });
		}
	}

	/** The path from the root of a file that a file of the project names, or `undefined` for one outside. */
	join(importer: string, specifier: string): string | undefined {
		const joined = path.posix.join(path.posix.dirname(importer), specifier);
		return joined.startsWith('../') || joined === '..' || path.posix.isAbsolute(joined) ? undefined : joined;
	}

	/** The path from the root of a folder, by their real paths. Throws a TypeError for one that is not in it. */
	folder(absolute: string): string {
		let real: string;
		try {
			real = realpathSync(absolute);
		} catch (cause) {
			throw new TypeError(`options.cwd: there is no folder "${absolute}"`, { cause });
		}
		const relative = path.relative(this.root, real);
		if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
			throw new TypeError('options.cwd must lie in options.root');
		return relative.split(path.sep).join('/');
	}

	/** Whether something stands there, be it readable or not. What does not is recorded too: it would change the config. */
	has(file: string): boolean {
		const found = lstatSync(path.join(this.root, file), { throwIfNoEntry: false });
		if (!found && !this.reads.has(file)) this.reads.set(file, null);
		return found !== undefined;
	}

	/** The text of a file, without a byte order mark. Throws a config error for anything but a small UTF-8 file of this project. */
	read(file: string): string {
		const known = this.#texts.get(file);
		if (known !== undefined) return known;
		const bytes = this.#bytes(file);
		if (!isUtf8(bytes)) throw configError('it is not valid UTF-8', { file, line: firstBadLine(bytes), column: 1 });
		const text = new TextDecoder().decode(bytes);
		this.reads.set(file, createHash('sha256').update(bytes).digest('hex'));
		this.#texts.set(file, text);
		return text;
	}

	#bytes(file: string): Buffer {
		const target = this.#realPath(file);
		const before = statSync(target);
		// A pipe or a device is never opened: opening one can block, or do something.
		refuseOddFile(before, file);
		// Should it have been replaced meanwhile, neither a link is followed nor a pipe waited for.
		const descriptor = openSync(target, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
		try {
			const opened = fstatSync(descriptor);
			refuseOddFile(opened, file);
			if (opened.ino !== before.ino || opened.dev !== before.dev) throw configError('it changed while it was read', { file });
			return readUpTo(descriptor, largestFile, file);
		} finally {
			closeSync(descriptor);
		}
	}

	#realPath(file: string): string {
		let target: string;
		try {
			target = realpathSync(path.join(this.root, file));
		} catch (cause) {
			const { code } = cause as NodeJS.ErrnoException;
			throw configError(
				code === 'ENOENT'
					? 'there is no such file'
					: code === 'ELOOP'
						? 'it is a link that leads to itself'
						: `it cannot be read (${code})`,
				{ file, cause },
			);
		}
		const inside = target === this.root || target.startsWith(this.root.endsWith(path.sep) ? this.root : this.root + path.sep);
		if (!inside) throw configError('it is a link that leads out of the project', { file });
		return target;
	}
}

function refuseOddFile(stats: Stats, file: string): void {
	if (!stats.isFile()) throw configError(`it is ${kindOf(stats)}, not a file`, { file });
	if (stats.size > largestFile)
		throw configError(`it has ${stats.size} bytes, more than the ${largestFile} that a config may have`, { file });
}

function kindOf(stats: Stats): string {
	if (stats.isDirectory()) return 'a folder';
	if (stats.isFIFO()) return 'a pipe';
	return stats.isSocket() ? 'a socket' : 'a device';
}

/** Reads to the end, and refuses what has grown past the limit since it was looked at. */
function readUpTo(descriptor: number, most: number, file: string): Buffer {
	const bytes = Buffer.alloc(most + 1);
	let length = 0;
	for (;;) {
		const read = readSync(descriptor, bytes, length, bytes.length - length, null);
		length += read;
		if (length > most) throw configError(`it has more than the ${most} bytes that a config may have`, { file });
		if (read === 0) return bytes.subarray(0, length);
	}
}
