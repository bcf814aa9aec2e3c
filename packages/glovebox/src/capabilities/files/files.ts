/**
 * A folder of the host, for guests to read, or to read and write.
 *
 * Runs on: host.
 * Trusts: nothing of the guest; paths, sizes and shapes are checked. Nothing below the folder is followed out of it.
 */
import { randomUUID } from 'node:crypto';
import { constants, statSync } from 'node:fs';
import { mkdir, open, rename, rmdir, unlink } from 'node:fs/promises';
import { type CallInfo, type HostFunction, hostFunction } from '../../core/capability.ts';
import { EngineError } from '../../core/errors.ts';
import { loadZod } from '../load-package.ts';
import { readNames } from '../../core/options.ts';
import { type CallLimits, readCallLimits, readCount } from '../options.ts';
import { type Meter, type Revocable, revocable } from '../revocable.ts';
import { type Folder, holdsDescriptors, openRoot, walk } from './folder.ts';
import { fileError, readPath, temporaryPrefix } from './path.ts';
import { Quota } from './quota.ts';

export interface FilesOptions extends CallLimits {
	/** The folder. It is opened now, and stays the same folder whatever its path comes to mean. */
	readonly folder: string;
	/** Default `'read'`. */
	readonly access?: 'read' | 'read-write';
	/** Most bytes of one file, read or written. Default 4 MiB. */
	readonly fileBytes?: number;
	/** Most bytes of all files below the folder, what is there already included. Default 64 MiB. */
	readonly quotaBytes?: number;
	/** Most files and folders below the folder. Default 10 000. */
	readonly entries?: number;
	/** Most calls that one run may have under way, each with a file in memory. Default 32. */
	readonly concurrent?: number;
	/**
	 * Outside Linux this must be true: there a link that another process puts in place at the right moment is followed.
	 * On Linux it changes nothing.
	 */
	readonly allowLinkRaces?: boolean;
}

export type FilesReader = {
	/** `read(path)`: the bytes of a file. */
	readonly read: HostFunction;
	/** `readText(path)`: a file as UTF-8. */
	readonly readText: HostFunction;
	/** `list(path?)`: `{ name, kind, bytes, modifiedAt }` of each entry of a folder. */
	readonly list: HostFunction;
	/** `inspect(path)`: the same of one entry, or `undefined`. */
	readonly inspect: HostFunction;
};

export type Files = FilesReader & {
	/** `write(path, data)`: a whole file, at once; readers see the old one or the new one. */
	readonly write: HostFunction;
	/** `makeFolder(path)`, in a folder that exists. */
	readonly makeFolder: HostFunction;
	/** `remove(path)`: a file, or a folder that is empty. */
	readonly remove: HostFunction;
};

interface Rules {
	readonly root: Folder;
	readonly fileBytes: number;
	readonly entries: number;
	readonly meter: Meter;
	/** Runs a step while the root stays open. */
	readonly hold: <T>(step: () => Promise<T>) => Promise<T>;
}

const optionNames = ['folder', 'access', 'fileBytes', 'quotaBytes', 'entries', 'concurrent', 'allowLinkRaces', 'hostCalls', 'wallMs'];

/**
 * Grants a folder: `read`, `readText`, `list`, `inspect`, and with `access: 'read-write'` also `write`, `makeFolder` and `remove`.
 *
 * Guarantees: nothing outside the folder is read, written or told of. Links, devices, sockets and other file systems are not there for
 * the guest. The quota holds for what guests write through this capability.
 * Does not guarantee: anything about hard links, which are files of the folder like any other; the quota against other writers.
 *
 * @throws TypeError, RangeError naming the option that is wrong; EngineError GLOVEBOX_UNSUPPORTED outside Linux without
 * `allowLinkRaces`, GLOVEBOX_MISSING without zod.
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { createSandbox } from 'glovebox';
 * import { files } from 'glovebox/capabilities';
 * using folder = files({ folder: mkdtempSync(`${tmpdir()}/example-`), access: 'read-write' });
 * await using sandbox = createSandbox({ capabilities: { files: folder } });
 * console.log(await sandbox.evaluate('await files.write("a.txt", "hello"); await files.readText("a.txt")')); // → hello
 * console.log(await sandbox.evaluate('files.read("../secret").catch((error) => error.message)'));
 * // → Cannot use the path: ".." is no name
 * ```
 */
export function files(options: FilesOptions & { readonly access: 'read-write' }): Revocable<Files>;
export function files(options: FilesOptions): Revocable<FilesReader>;
export function files(options: FilesOptions): Revocable<FilesReader> {
	readNames(options, 'files', optionNames);
	const { access = 'read', folder } = options;
	if (access !== 'read' && access !== 'read-write') throw new TypeError("options.access must be 'read' or 'read-write'");
	if (typeof folder !== 'string' || !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
		throw new TypeError('options.folder must be the path of a folder that exists');
	if (!holdsDescriptors && options.allowLinkRaces !== true) {
		const why = 'another process could lead a guest out of it by a link; accept that with allowLinkRaces: true';
		throw new EngineError('GLOVEBOX_UNSUPPORTED', `Cannot hold a folder on ${process.platform}: ${why}`);
	}
	loadZod();
	const entries = readCount(options.entries, 'options.entries', 10_000);
	const fileBytes = readCount(options.fileBytes, 'options.fileBytes', 4 * 2 ** 20);
	const quotaBytes = readCount(options.quotaBytes, 'options.quotaBytes', 64 * 2 ** 20);
	const concurrent = readCount(options.concurrent, 'options.concurrent', 32);
	const limits = readCallLimits(options);
	// Last, for whoever opens it closes it.
	const root = openRoot(folder, holdsDescriptors);
	const users = new Users(() => void root[Symbol.asyncDispose]());
	const meter = { bytesIn: 0, bytesOut: 0 };
	const rules: Rules = { root, fileBytes, entries, meter, hold: (step) => users.hold(step) };
	const readers = readFunctions(rules, limits);
	const handle = { meter, concurrent, onRevoke: () => users.close() };
	if (access === 'read') return revocable(readers, handle);
	const quota = new Quota(root, quotaBytes, entries);
	return revocable({ ...readers, ...writeFunctions(rules, limits, quota) }, handle);
}

/** Closes what is held once nobody uses it: the number of a closed descriptor soon stands for something else. */
class Users {
	readonly #release: () => void;
	#count = 0;
	#closing = false;

	constructor(release: () => void) {
		this.#release = release;
	}

	async hold<T>(step: () => Promise<T>): Promise<T> {
		if (this.#closing) throw fileError('NotFound', 'The folder is closed');
		this.#count += 1;
		try {
			return await step();
		} finally {
			this.#count -= 1;
			if (this.#closing && this.#count === 0) this.#release();
		}
	}

	close(): void {
		if (this.#closing) return;
		this.#closing = true;
		if (this.#count === 0) this.#release();
	}
}

function pathSchema() {
	return loadZod().string().max(8_192).meta({ title: 'path' });
}

function entrySchema() {
	const z = loadZod();
	const modifiedAt = z.date().meta({ tsType: 'Date' });
	return z.object({ name: z.string(), kind: z.enum(['file', 'folder']), bytes: z.number(), modifiedAt });
}

function readFunctions(rules: Rules, limits: HostFunction['limits']): FilesReader {
	const z = loadZod();
	const input = z.tuple([pathSchema()]);
	const bytes = z.instanceof(Uint8Array).meta({ tsType: 'Uint8Array' });
	return {
		read: hostFunction({ input, output: bytes, limits, handler: (path) => rules.hold(() => readBytes(rules, path)) }),
		readText: hostFunction({
			input,
			output: z.string(),
			limits,
			handler: (path) => rules.hold(async () => new TextDecoder().decode(await readBytes(rules, path))),
		}),
		list: hostFunction({
			input: z.tuple([pathSchema().optional()]),
			output: z.array(entrySchema()),
			limits,
			// The last parameter is named, so that an argument that is left out does not let it move forward.
			handler: (path, _info: CallInfo) =>
				rules.hold(async () => {
					await using folder = await walk(rules.root, readPath(path ?? ''));
					return [...(await folder.list(rules.entries))];
				}),
		}),
		inspect: hostFunction({
			input,
			output: entrySchema().optional(),
			limits,
			handler: (path) => rules.hold(() => inParent(rules, path, (folder, name) => folder.inspect(name)).catch(undefinedIfAbsent)),
		}),
	};
}

async function readBytes(rules: Rules, path: string): Promise<Uint8Array<ArrayBuffer>> {
	const { fileBytes, meter } = rules;
	return inParent(rules, path, async (folder, name) => {
		await using file = await folder.openFile(name);
		const tooLarge = () => fileError('QuotaExceededError', `A file that is read has at most ${fileBytes} bytes`);
		const { size } = await file.stat();
		if (size > fileBytes) throw tooLarge();
		// A file may grow while it is read: one byte more than was seen would show that.
		const buffer = new Uint8Array(size + 1);
		let length = 0;
		for (let read = 1; read > 0 && length < buffer.length; length += read) {
			read = (await file.read(buffer, length, buffer.length - length)).bytesRead;
		}
		if (length > fileBytes) throw tooLarge();
		meter.bytesOut += length;
		return buffer.slice(0, length);
	});
}

function writeFunctions(rules: Rules, limits: HostFunction['limits'], quota: Quota): Omit<Files, keyof FilesReader> {
	const z = loadZod();
	const data = z.union([z.string(), z.instanceof(Uint8Array)]).meta({ tsType: 'string | Uint8Array', title: 'data' });
	const output = z.void();
	// One write at a time, so that each sees what those before it left of the quota.
	const change = (path: string, step: (folder: Folder, name: string) => Promise<void>) =>
		rules.hold(() => quota.inTurn(() => inParent(rules, path, step)));
	return {
		write: hostFunction({
			input: z.tuple([pathSchema(), data]),
			output,
			limits,
			handler: (path, text) => change(path, (folder, name) => writeFile(rules, quota, folder, name, Buffer.from(text as string))),
		}),
		makeFolder: hostFunction({
			input: z.tuple([pathSchema()]),
			output,
			limits,
			handler: (path) =>
				change(path, async (folder, name) => {
					await quota.require(0, 1);
					await mkdir(folder.pathOf(name), 0o700).catch(exists);
					quota.add(0, 1);
				}),
		}),
		remove: hostFunction({
			input: z.tuple([pathSchema()]),
			output,
			limits,
			handler: (path) => change(path, (folder, name) => remove(quota, folder, name)),
		}),
	};
}

/** Writes beside the file and then takes its name, so that a link of that name is replaced and never followed. */
async function writeFile(rules: Rules, quota: Quota, folder: Folder, name: string, data: Buffer): Promise<void> {
	const { fileBytes, meter } = rules;
	if (data.length > fileBytes) throw fileError('QuotaExceededError', `A file that is written has at most ${fileBytes} bytes`);
	const before = await folder.inspect(name);
	if (before?.kind === 'folder') throw fileError('AlreadyExists', 'There is a folder of that name');
	const [bytes, entries] = [data.length - (before?.bytes ?? 0), before ? 0 : 1];
	await quota.require(bytes, entries);
	const temporary = folder.pathOf(temporaryPrefix + randomUUID());
	const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
	try {
		await using file = await open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
		await file.writeFile(data);
	} catch (error) {
		await unlink(temporary).catch(() => undefined);
		throw error;
	}
	await rename(temporary, folder.pathOf(name));
	quota.add(bytes, entries);
	meter.bytesIn += data.length;
}

async function remove(quota: Quota, folder: Folder, name: string): Promise<void> {
	const entry = await folder.inspect(name);
	if (entry === undefined) throw fileError('NotFound', 'There is no such file or folder');
	// Neither follows a link that has taken the name since.
	if (entry.kind === 'file') await unlink(folder.pathOf(name));
	else await rmdir(folder.pathOf(name)).catch(exists);
	quota.add(-entry.bytes, -1);
}

async function inParent<T>({ root }: Rules, path: string, step: (folder: Folder, name: string) => Promise<T>): Promise<T> {
	const names = readPath(path);
	const name = names.at(-1);
	if (name === undefined) throw fileError('NotAllowed', 'The path names the folder itself');
	await using folder = await walk(root, names.slice(0, -1));
	return await step(folder, name);
}

function exists(error: NodeJS.ErrnoException): never {
	if (error.code === 'EEXIST') throw fileError('AlreadyExists', 'There is something of that name');
	if (error.code === 'ENOTEMPTY') throw fileError('NotAllowed', 'The folder is not empty');
	throw error;
}

function undefinedIfAbsent(error: Error): undefined {
	if (error.name === 'NotFound') return undefined;
	throw error;
}
