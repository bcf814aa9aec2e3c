/** Loads a config again whenever something that it was made from changes. */
import { type FSWatcher, watch } from 'node:fs';
import path from 'node:path';
import type { Config } from './config.ts';
import { loadFrom } from './load.ts';
import { type ConfigOptions, readOptions } from './options.ts';
import { Project } from './project.ts';

/** What a watcher tells: a config, or why there is none now. */
export type ConfigChange<T> = { readonly ok: true; readonly config: Config<T> } | { readonly ok: false; readonly error: unknown };

/** Editors write in several steps. */
const settleMs = 50;

/**
 * Loads a config now and after each change of a file that it was made from, or that was looked for and missing. The listener is told of
 * every load whose result differs from the last; an error leaves what was told before as it was.
 *
 * A config that was told stays open until the next one has been told, or the watcher is closed.
 *
 * @throws TypeError naming an option that is wrong.
 * @example
 * ```ts
 * import { mkdtempSync, writeFileSync } from 'node:fs';
 * import { createSandbox } from 'glovebox';
 * import { watchConfig } from 'glovebox/config';
 * const cwd = mkdtempSync('/tmp/glovebox-example-');
 * writeFileSync(`${cwd}/app.config.json`, '{ "port": 1 }');
 * await using sandbox = createSandbox();
 * const first = Promise.withResolvers<unknown>();
 * using watcher = watchConfig({ name: 'app', cwd, sandbox }, (change) => first.resolve(change.ok && change.config.value));
 * console.log(await first.promise); // → { port: 1 }
 * ```
 */
export function watchConfig<T = unknown>(options: ConfigOptions<T>, listener: (change: ConfigChange<T>) => void): ConfigWatcher {
	if (typeof listener !== 'function') throw new TypeError('watchConfig: the listener must be a function');
	const settings = readOptions(options);
	return new ConfigWatcher(async (told) => {
		const project = new Project(settings.root, settings.rootFrom);
		let change: ConfigChange<T>;
		try {
			change = { ok: true, config: await loadFrom(settings, project) };
		} catch (error) {
			change = { ok: false, error };
		}
		const files = [...project.reads.keys()].map((file) => path.join(project.root, file));
		const key = change.ok ? change.config.key : undefined;
		return {
			files,
			config: change.ok ? change.config : undefined,
			isNews: key === undefined || key !== told,
			tell: () => listener(change),
		};
	});
}

interface Loaded {
	/** Absolute. */
	readonly files: readonly string[];
	readonly config: Config | undefined;
	readonly isNews: boolean;
	readonly tell: () => void;
}

/** Watches until it is closed. Made by {@link watchConfig}. */
export class ConfigWatcher implements Disposable {
	readonly #load: (told: string | undefined) => Promise<Loaded>;
	readonly #watchers = new Map<string, FSWatcher>();
	#files: ReadonlySet<string> = new Set();
	#current: Config | undefined;
	#timer: NodeJS.Timeout | undefined;
	#loading = false;
	#again = false;
	#closed = false;

	/** Not for users: `watchConfig()` makes watchers. */
	constructor(load: (told: string | undefined) => Promise<Loaded>) {
		this.#load = load;
		void this.#run();
	}

	/** Stops. Harmless when repeated. */
	close(): void {
		this.#closed = true;
		clearTimeout(this.#timer);
		for (const watcher of this.#watchers.values()) watcher.close();
		this.#watchers.clear();
		this.#current?.close();
	}

	[Symbol.dispose](): void {
		this.close();
	}

	async #run(): Promise<void> {
		this.#loading = true;
		const loaded = await this.#load(this.#current?.key);
		this.#loading = false;
		if (this.#closed) return loaded.config?.close();
		this.#watch(loaded.files);
		if (!loaded.isNews) loaded.config?.close();
		else {
			const before = this.#current;
			if (loaded.config) this.#current = loaded.config;
			loaded.tell();
			if (loaded.config) before?.close();
		}
		if (this.#again) this.#soon();
	}

	/** Folders are watched: an editor that replaces a file leaves a watch of the file itself behind, and a missing file has none. */
	#watch(files: readonly string[]): void {
		this.#files = new Set(files);
		const folders = new Set(files.map((file) => path.dirname(file)));
		for (const [folder, watcher] of this.#watchers) {
			if (folders.has(folder)) continue;
			watcher.close();
			this.#watchers.delete(folder);
		}
		for (const folder of folders) {
			if (this.#watchers.has(folder)) continue;
			try {
				const watcher = watch(folder, (_event, name) => {
					if (name === null || this.#files.has(path.join(folder, name))) this.#soon();
				});
				watcher.on('error', () => this.#soon());
				this.#watchers.set(folder, watcher);
			} catch {
				// The folder is not there; what holds it is watched where something else was looked for.
			}
		}
	}

	#soon(): void {
		this.#again = this.#loading;
		if (this.#loading || this.#closed) return;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#run(), settleMs);
	}
}
