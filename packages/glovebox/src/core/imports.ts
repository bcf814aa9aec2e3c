/**
 * Imports of one realm: asks the host's loader, sends what it gives, once for each id, and answers who asked.
 *
 * Runs on: host.
 * Trusts: the loader, to be the host's own. What a guest asks for is only ever a string to look up.
 */
import { encodeValue } from '../codec/index.ts';
import { LimitError } from './errors.ts';
import { moduleAnswer, moduleData } from './host-message.ts';
import type { Failure, ImportRequest, Message } from './message.ts';
import { type LoadedModule, type ModuleLoader, readModuleSource } from './modules.ts';
import type { Program } from './program.ts';
import type { Run } from './run.ts';
import { countSource } from './source-bytes.ts';

/** How this reaches the realm. */
export interface ImportsPort {
	readonly send: (message: Message) => void;
	readonly start: (program: Program) => void;
}

type Settled = { readonly found: 1 } | { readonly found: 0 | -1; readonly reason: string };

/** A module on its way: who waits for it. */
interface Arrival {
	readonly waiting: number[];
	settled: Settled | undefined;
}

/** They only tell why an import failed: a guest that makes names up has no use for more. */
const mostKeys = 10_000;

const noSuchModule = 'there is no such module';

export class Imports {
	readonly #loader: ModuleLoader;
	readonly #port: ImportsPort;
	readonly #arrivals = new Map<string, Arrival>();
	/** The key that each specifier of each importer was resolved to. */
	readonly #keys = new Map<string, string>();
	readonly #broken = new Map<string, Failure>();
	#pending = 0;

	/** `loaded`: the keys of what the guest has already. */
	constructor(loader: ModuleLoader, port: ImportsPort, loaded: readonly string[] = []) {
		this.#loader = loader;
		this.#port = port;
		for (const key of loaded) this.#arrivals.set(key, { waiting: [], settled: { found: 1 } });
	}

	/** The keys of what the guest has. */
	get loaded(): readonly string[] {
		return [...this.#arrivals].filter(([, { settled }]) => settled?.found === 1).map(([key]) => key);
	}

	/** Imports that have no answer yet. */
	get pending(): number {
		return this.#pending;
	}

	/** Finds a module and sends it; at once where the loader answers at once. */
	request(asked: ImportRequest, run: Run): void {
		this.#pending += 1;
		this.#follow(
			asked,
			run,
			() => this.#loader.resolve(asked.specifier, asked.importer),
			(key) => {
				if (typeof key !== 'string') return this.#answer(asked.id, { found: 0, reason: noSuchModule });
				if (this.#keys.size < mostKeys) this.#keys.set(pairText(asked.importer, asked.specifier), key);
				this.#want(key, asked, run);
			},
		);
	}

	/** The guest has what was sent under a key. */
	sent(key: string): void {
		this.#settle(key, { found: 1 });
	}

	/** The module that an import failed for because it does not parse, and where. */
	problemOf(importer: string, specifier: string): { readonly filename: string; readonly failure: Failure } | undefined {
		const filename = this.#keys.get(pairText(importer, specifier));
		const failure = filename === undefined ? undefined : this.#broken.get(filename);
		return filename !== undefined && failure ? { filename, failure } : undefined;
	}

	/** What was sent under a key does not parse. */
	broken(key: string, failure: Failure): void {
		const { message, syntax } = failure;
		this.#broken.set(key, failure);
		const place = syntax && syntax.line > 0 ? `:${syntax.line}:${Math.max(1, syntax.column)}` : '';
		this.#settle(key, { found: -1, reason: `SyntaxError: ${message} (${key}${place})` });
	}

	#want(key: string, asked: ImportRequest, run: Run): void {
		const known = this.#arrivals.get(key);
		if (known?.settled) return this.#answer(asked.id, known.settled, key);
		if (known) {
			known.waiting.push(asked.id);
			return;
		}
		if (this.#arrivals.size >= run.limits.modules) return run.exceed('modules', this.#arrivals.size + 1);
		this.#arrivals.set(key, { waiting: [asked.id], settled: undefined });
		this.#follow(
			asked,
			run,
			() => this.#loader.load(key),
			(value) => this.#send(key, readModuleSource(value, `The module "${key}"`), asked, run),
		);
	}

	#send(key: string, module: LoadedModule, asked: ImportRequest, run: Run): void {
		const { source, type } = withAttributes(module, asked);
		const { sourceBytes } = run.limits;
		const bytes = countSource(source, sourceBytes);
		if (bytes > sourceBytes) return run.fail(new LimitError('sourceBytes', sourceBytes, bytes));
		if (type === 'js' || type === 'ts' || type === 'commonjs') {
			const language = type === 'ts' ? 'ts' : 'auto';
			const kind = type === 'commonjs' ? 'commonjs' : 'import';
			return this.#port.start({ source: String(source), filename: key, kind, language });
		}
		const value = type === 'json' ? this.#parseJson(key, String(source), asked, run) : source;
		if (value === undefined) return undefined;
		this.#port.send(moduleData(key, encodeValue(value, { root: `The module "${key}"`, maxBytes: run.limits.inputBytes })));
		this.sent(key);
	}

	/** `undefined` where the text is no JSON: the guest's error is a SyntaxError, and the loader's mistake is the host's to know. */
	#parseJson(key: string, text: string, asked: ImportRequest, run: Run): unknown {
		try {
			return JSON.parse(text) as unknown;
		} catch (error) {
			run.diagnose({ kind: 'host-error', path: pathOf(asked), error });
			this.#settle(key, { found: -1, reason: 'it is not JSON' });
			return undefined;
		}
	}

	/** Goes on with what the loader says, now or later. A loader that fails tells the guest nothing of why. */
	#follow<T>(asked: ImportRequest, run: Run, ask: () => T | Promise<T>, next: (value: T) => void): void {
		const fail = (error: unknown) => {
			run.diagnose({ kind: 'host-error', path: pathOf(asked), error });
			this.#failAll(asked.id, 'it cannot be loaded');
		};
		const proceed = (value: T) => {
			try {
				next(value);
			} catch (error) {
				fail(error);
			}
		};
		try {
			const value = ask();
			if (isThenable(value)) Promise.resolve(value).then(proceed, fail);
			else proceed(value);
		} catch (error) {
			fail(error);
		}
	}

	/** Answers whoever waits for the module that this request began to load. */
	#failAll(id: number, reason: string): void {
		for (const [key, arrival] of this.#arrivals) {
			if (arrival.waiting.includes(id)) return this.#settle(key, { found: 0, reason });
		}
		this.#answer(id, { found: 0, reason });
	}

	#settle(key: string, settled: Settled): void {
		const arrival = this.#arrivals.get(key);
		if (arrival === undefined || arrival.settled) return;
		arrival.settled = settled;
		for (const id of arrival.waiting.splice(0)) this.#answer(id, settled, key);
	}

	#answer(id: number, settled: Settled, key = ''): void {
		this.#pending -= 1;
		this.#port.send(moduleAnswer(id, settled.found, settled.found === 1 ? key : settled.reason));
	}
}

function pathOf({ specifier }: ImportRequest): string {
	return `import "${specifier.slice(0, 200)}"`;
}

function pairText(importer: string, specifier: string): string {
	return JSON.stringify([importer, specifier]);
}

/** `with { type: 'json' }` must be what the module is; of a module without a type it decides that. */
function withAttributes(module: LoadedModule, { attributes }: ImportRequest): LoadedModule {
	const wanted = attributes.find(([key]) => key === 'type')?.[1];
	if (wanted === undefined || wanted === module.type) return module;
	const decides = module.type === 'js' && (wanted === 'json' || wanted === 'text');
	if (decides) return { ...module, type: wanted };
	throw new TypeError(`It is of type "${module.type}", not "${wanted}"`);
}

/** A promise, or one of a library's own, which may call back more than once. */
function isThenable<T>(value: T | Promise<T>): value is Promise<T> {
	return typeof value === 'object' && value !== null && typeof (value as { readonly then?: unknown }).then === 'function';
}
