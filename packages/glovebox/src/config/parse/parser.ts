/**
 * Parses the texts of strangers in a thread of their own, one after another, each within a time: a text that the libraries are slow
 * to read ends its thread, not the host's event loop.
 *
 * Runs on: host. Starts {@link file://./thread-main.ts}
 * Trusts: the thread, in which nothing but the parsers runs.
 */
import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { EngineError } from '../../core/errors.ts';
import { configError } from '../error.ts';
import type { Place, Tree } from '../tree.ts';
import type { Script } from './script.ts';

const dataFormats = ['json', 'jsonc', 'yaml', 'toml', 'env'] as const;
export type DataFormat = (typeof dataFormats)[number];

export type Question = { readonly format: DataFormat; readonly text: string } | { readonly script: Script };

export type Answer =
	| { readonly tree: Tree }
	| { readonly places: ReadonlyMap<string, Place> }
	| {
			readonly problem: {
				readonly message: string;
				readonly line?: number;
				readonly column?: number;
				readonly path?: readonly string[];
				/** A library is not installed. */
				readonly missing?: boolean;
			};
	  };

/** A megabyte of any format takes a fraction of it on an idle machine. */
const parseMs = 10_000;
const heapMb = 512;

const libraries: Readonly<Partial<Record<DataFormat, string>>> = {
	json: 'jsonc-parser',
	jsonc: 'jsonc-parser',
	yaml: 'yaml',
	toml: 'smol-toml',
};

export class Parser implements Disposable {
	#thread: Worker | undefined;
	readonly #parseMs: number;

	constructor(milliseconds = parseMs) {
		this.#parseMs = milliseconds;
	}

	/** The tree of a file. Throws a config error with the place of what is wrong. */
	async read(format: DataFormat, text: string, file: string): Promise<Tree> {
		const answer = await this.#ask({ format, text }, file);
		if ('tree' in answer) return answer.tree;
		const problem = 'problem' in answer ? answer.problem : { message: 'it cannot be read' };
		if (!problem.missing) throw configError(problem.message, { file, text, ...problem });
		const library = libraries[format] ?? format;
		throw new EngineError('GLOVEBOX_MISSING', `Cannot read "${file}": run "npm install ${library}"`, { details: { package: library } });
	}

	/** Where the values of a script's config stand; nothing where that cannot be told. */
	async places(script: Script): Promise<ReadonlyMap<string, Place>> {
		const answer = await this.#ask({ script }, script.file).catch(() => undefined);
		return answer && 'places' in answer ? answer.places : new Map();
	}

	[Symbol.dispose](): void {
		void this.#thread?.terminate();
		this.#thread = undefined;
	}

	async #ask(question: Question, file: string): Promise<Answer> {
		this.#thread ??= startThread();
		const thread = this.#thread;
		const done = new AbortController();
		const { signal } = done;
		const timer = setTimeout(() => done.abort(), this.#parseMs);
		try {
			const answered = once(thread, 'message', { signal });
			// A thread that runs out of memory tells so by an error event, at which `once` rejects.
			thread.postMessage(question);
			return ((await answered) as [Answer])[0];
		} catch (cause) {
			this[Symbol.dispose]();
			const why = signal.aborted ? `it takes more than ${this.#parseMs} ms to read` : 'it takes more memory to read than a config may';
			throw configError(why, { file, line: 1, cause });
		} finally {
			clearTimeout(timer);
		}
	}
}

function startThread(): Worker {
	// The file has our own ending: `.ts` in a checkout, `.js` as published.
	const main = new URL(`./thread-main${extname(import.meta.filename)}`, import.meta.url);
	const thread = new Worker(main, { env: {}, resourceLimits: { maxOldGenerationSizeMb: heapMb } });
	thread.unref();
	return thread;
}
