/**
 * Templates of people one does not trust, rendered by the engine they already use, behind a wall.
 *
 * Runs on: host.
 * Trusts: nothing of a template. It is parsed, compiled and rendered in the sandbox alone; what is compiled never leaves it.
 */
import { hostFunction } from '../core/capability.ts';
import { type KeptRealm, KeptRealms } from '../core/kept-realm.ts';
import type { LimitOptions } from '../core/limits.ts';
import { readNames, readTenant } from '../core/options.ts';
import type { Usage } from '../core/outcome.ts';
import type { SessionOptions } from '../core/request.ts';
import type { Sandbox } from '../core/sandbox.ts';
import type { CallOptions } from '../core/session.ts';
import { type EngineName, engineNames, engines } from './engines.ts';
import { readHelpers, type TemplateHelpers } from './helpers.ts';
import { libraryText } from './library.ts';
import { type Load, readLoader, type TemplateLoader } from './loader.ts';
import { KeptTemplate } from './kept-template.ts';
import { templateProgram } from './program.ts';

/** What templates are made of. */
export interface TemplatesOptions {
	/** Where templates run. */
	readonly sandbox: Sandbox;
	/** Default `'literal'`. Every other engine is a package of npm that you install. */
	readonly engine?: EngineName;
	/** Where `render(name)`, partials, layouts and includes find templates. Default nowhere. */
	readonly loader?: TemplateLoader;
	/** Functions that templates may call: helpers, filters, lambdas or names, as the engine has it. Default none. */
	readonly helpers?: TemplateHelpers;
	/** Whether values are escaped for HTML. Default: as the engine does by itself. */
	readonly escape?: 'html' | 'none';
	/** Whose templates these are; they serve no other. Default the sandbox's. */
	readonly tenant?: string;
	/** At most the sandbox's; for each render. `sourceBytes` counts a template by itself too. */
	readonly limits?: LimitOptions;
	/** How many templates stay warm at once. Default 16. */
	readonly keep?: number;
	/** Each render gets a new realm. Default false. */
	readonly fresh?: boolean;
}

/** Options of one render. */
export type RenderOptions = Pick<CallOptions, 'limits' | 'signal'>;

/** What a render gave. */
export interface Rendered {
	readonly text: string;
	/** Names of the partials, layouts and includes that this template has loaded so far. */
	readonly loaded: readonly string[];
	readonly usage: Usage;
}

/** What rendering many came to. */
export interface RenderedMany {
	/** As many as there are rows; `undefined` for one that failed. */
	readonly texts: readonly (string | undefined)[];
	readonly failures: readonly RenderedRowFailure[];
	readonly loaded: readonly string[];
	/** Of all crossings together. */
	readonly usage: Usage;
}

/** One row that threw, with the place in the template as far as its engine tells. */
export interface RenderedRowFailure {
	readonly row: number;
	readonly name: string;
	readonly message: string;
	readonly line?: number;
	readonly column?: number;
}

/** What compiling ahead came to. */
export interface Precompiled {
	readonly loaded: readonly string[];
	readonly usage: Usage;
}

/** One template. */
export interface Template {
	readonly name: string;
	/** Rejects with what went wrong, placed in the template's own text; or a `LimitError`. */
	render(data?: object, options?: RenderOptions): Promise<Rendered>;
	/** As `render`, in the caller's stack, on engines that promise `sync`. */
	renderSync(data?: object, options?: RenderOptions): Rendered;
	/**
	 * Renders for each row of data, up to 100 in one crossing. A row that throws is a failure and stops no other; a limit, which counts for
	 * each crossing, rejects.
	 */
	renderMany(rows: readonly object[], options?: RenderOptions): Promise<RenderedMany>;
	renderManySync(rows: readonly object[], options?: RenderOptions): RenderedMany;
	/** As `render`, in pieces of at most 64 Ki characters, each counted by itself against `outputBytes`. */
	stream(data?: object, options?: RenderOptions): AsyncIterableIterator<string>;
	/** Compiles without rendering, so that the next render does not have to. */
	precompile(options?: RenderOptions): Promise<Precompiled>;
}

/** Templates of one tenant in one engine. Made by {@link createTemplates}. */
export interface Templates {
	/** A template given as text. Nothing is parsed before its first use. */
	compile(source: string, options?: { readonly name?: string }): Template;
	/** A template of the loader. Rejects with a `TypeError` where there is none. */
	find(name: string): Promise<Template>;
	/** Finds and renders a template; it stays warm while its text is the same. */
	render(name: string, data?: object, options?: RenderOptions): Promise<Rendered>;
	renderSync(name: string, data?: object, options?: RenderOptions): Rendered;
	renderMany(name: string, rows: readonly object[], options?: RenderOptions): Promise<RenderedMany>;
	stream(name: string, data?: object, options?: RenderOptions): AsyncIterableIterator<string>;
	precompile(name: string, options?: RenderOptions): Promise<Precompiled>;
	/** Forgets what was compiled, partials too: for when the loader has new texts. */
	clear(): void;
	/** Closes the realms that were kept. The sandbox stays open. Harmless when repeated. */
	close(): void;
	[Symbol.dispose](): void;
}

/**
 * Makes templates: the engine you use, inside a sandbox.
 *
 * Guarantees: a template reaches its data, its helpers and what the loader gives it, and nothing that an earlier render left behind; one that
 * hangs or grows is stopped, and the next render is unharmed. Does not guarantee that its output is fit for a browser: what an engine leaves
 * unescaped stays so.
 *
 * @throws TypeError, RangeError naming the option that is wrong; EngineError GLOVEBOX_MISSING without the engine's package or esbuild.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { createTemplates } from 'glovebox/templates';
 * await using sandbox = createSandbox();
 * const templates = createTemplates({ sandbox, engine: 'handlebars', loader: { hello: 'Hello {{name}}, {{> bye}}', bye: 'bye' } });
 * console.log((await templates.render('hello', { name: '<Ada>' })).text); // → Hello &lt;Ada&gt;, bye
 * ```
 */
export function createTemplates(options: TemplatesOptions): Templates {
	readNames(options, 'createTemplates', ['sandbox', 'engine', 'loader', 'helpers', 'escape', 'tenant', 'limits', 'keep', 'fresh']);
	const { sandbox, engine = 'literal', escape: escaping, limits, keep, fresh } = options;
	if (typeof sandbox?.open !== 'function') throw new TypeError('options.sandbox must be a sandbox made by createSandbox()');
	if (!engineNames.includes(engine)) throw new TypeError(`options.engine must be one of ${engineNames.join(', ')}`);
	if (escaping !== undefined && escaping !== 'html' && escaping !== 'none') throw new TypeError("options.escape must be 'html' or 'none'");
	if (escaping === 'none' && engines[engine].escapes === 'always')
		throw new TypeError(`options.escape: ${engine} escapes by its own syntax`);
	const load = readLoader(options.loader);
	const { guestHelpers, hostHelpers } = readHelpers(options.helpers);
	const tenant = readTenant(options.tenant);
	const realms = new KeptRealms(sandbox, { ...(keep === undefined ? {} : { keep }), ...(fresh === undefined ? {} : { fresh }) });
	const program = templateProgram(engine);
	const capabilities = {
		$templates: { load: loadFunction(load), ...(Object.keys(hostHelpers).length > 0 ? { helpers: hostHelpers } : {}) },
	};
	const base: SessionOptions = { capabilities, ...(tenant === undefined ? {} : { tenant }), ...(limits === undefined ? {} : { limits }) };
	const settings = { escaping, library: libraryText(engine), guestHelpers, hostHelpers: Object.keys(hostHelpers) };
	const realmOf = (name: string, source: string): KeptRealm =>
		realms.of({ ...program, session: { ...base, globals: { $template: { name, source, ...settings } } } });
	const longest = limits?.sourceBytes ?? 2 ** 20;
	return templatesOf(realms, load, (name, source) => new KeptTemplate(name, source, longest, () => realmOf(name, source)));
}

/** How a template asks for another: its text, or `null`. */
function loadFunction(load: Load) {
	return hostFunction({
		sync: true,
		handler: (name: unknown) => {
			const found = load(String(name));
			return found instanceof Promise ? found.then((late) => late ?? null) : (found ?? null);
		},
	});
}

/** How many templates are remembered by name, warm or not. */
const mostRemembered = 1_000;

function templatesOf(realms: KeptRealms, load: Load, make: (name: string, source: string) => KeptTemplate): Templates {
	const remembered = new Map<string, KeptTemplate>();
	const remember = (name: string, source: string | undefined): KeptTemplate => {
		if (source === undefined) throw new TypeError(`There is no template "${name}"`);
		const before = remembered.get(name);
		const template = before?.source === source ? before : make(name, source);
		if (before !== template) before?.close();
		remembered.delete(name);
		remembered.set(name, template);
		for (const [oldest, old] of remembered) {
			if (remembered.size <= mostRemembered) break;
			old.close();
			remembered.delete(oldest);
		}
		return template;
	};
	const find = async (name: string): Promise<KeptTemplate> => remember(name, await load(readName(name)));
	const clear = (): void => {
		for (const template of remembered.values()) template.close();
		remembered.clear();
	};
	return {
		compile(source, options = {}) {
			if (typeof source !== 'string') throw new TypeError('source must be a string');
			readNames(options, 'compile', ['name']);
			const { name = 'template' } = options;
			return make(readName(name), source.replace(/^\ufeff/, ''));
		},
		find,
		render: async (name, data, options) => (await find(name)).render(data, options),
		renderMany: async (name, rows, options) => (await find(name)).renderMany(rows, options),
		renderSync(name, data, options) {
			const source = load(readName(name));
			if (source instanceof Promise)
				throw new TypeError('options.loader answers with a promise: use render, or a loader that answers at once');
			return remember(name, source).renderSync(data, options);
		},
		async *stream(name, data, options) {
			yield* (await find(name)).stream(data, options);
		},
		precompile: async (name, options) => (await find(name)).precompile(options),
		clear,
		close: () => realms.close(),
		[Symbol.dispose]: () => realms.close(),
	};
}

function readName(name: unknown): string {
	if (typeof name !== 'string' || name === '') throw new TypeError('name must be a string that is not empty');
	return name;
}
