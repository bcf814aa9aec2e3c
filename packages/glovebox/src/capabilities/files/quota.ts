/**
 * What a folder may hold: counted once, when something is first written, and kept from then on.
 *
 * Runs on: host.
 */
import { type Folder, walk } from './folder.ts';
import { fileError } from './path.ts';

export class Quota {
	readonly #root: Folder;
	readonly #mostBytes: number;
	readonly #mostEntries: number;
	#bytes = 0;
	#entries = 0;
	#counted = false;
	#last: Promise<unknown> = Promise.resolve();

	constructor(root: Folder, mostBytes: number, mostEntries: number) {
		this.#root = root;
		this.#mostBytes = mostBytes;
		this.#mostEntries = mostEntries;
	}

	/** Runs a step after those before it, whether they failed or not. */
	inTurn<T>(step: () => Promise<T>): Promise<T> {
		const turn = this.#last.then(step);
		this.#last = turn.catch(() => undefined);
		return turn;
	}

	/** Throws where so much more is too much. */
	async require(bytes: number, entries: number): Promise<void> {
		if (!this.#counted) {
			this.#bytes = 0;
			this.#entries = 0;
			await this.#count([]);
			this.#counted = true;
		}
		if (bytes > 0 && this.#bytes + bytes > this.#mostBytes)
			throw fileError('QuotaExceededError', `All files together have at most ${this.#mostBytes} bytes`);
		if (entries > 0 && this.#entries + entries > this.#mostEntries)
			throw fileError('QuotaExceededError', `There are at most ${this.#mostEntries} files and folders`);
	}

	/** Something came or went. What went before the first count was never counted. */
	add(bytes: number, entries: number): void {
		if (!this.#counted) return;
		this.#bytes += bytes;
		this.#entries += entries;
	}

	async #count(names: readonly string[]): Promise<void> {
		await using folder = await walk(this.#root, names);
		for (const { name, kind, bytes } of await folder.list(this.#mostEntries)) {
			this.#bytes += bytes;
			this.#entries += 1;
			if (this.#entries > this.#mostEntries)
				throw fileError('QuotaExceededError', `There are more than ${this.#mostEntries} files and folders`);
			if (kind === 'folder') await this.#count([...names, name]);
		}
	}
}
