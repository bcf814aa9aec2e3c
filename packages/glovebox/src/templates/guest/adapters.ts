/**
 * Each engine's package behind one shape, so that partials come from the loader and from nowhere else.
 *
 * Runs on: guest. Each function is sent as text, so it uses nothing of this module.
 * Trusts: the package, as far as its tenant does; never the template. What a template's own code could reach is frozen.
 * Size: one function an engine.
 */
import type { Adapter, Surroundings } from './adapter.ts';
import type { Sha256 } from './sha256.ts';

interface Handlebars {
	readonly Utils: { escapeExpression(value: unknown): string };
	create(): Handlebars;
	parse(source: string): object;
	compile(tree: object, options: object): (data: object) => string;
	registerHelper(helpers: object): void;
	partials: object;
}

export function handlebars(library: Handlebars, { find, helpers, escaping, makeEscape, harden }: Surroundings): Adapter {
	const { escapeExpression } = library.Utils;
	const escapeHtml = makeEscape({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;', '`': '&#x60;', '=': '&#x3D;' });
	// What is no text may be one that is safe.
	library.Utils.escapeExpression = harden((value) => (typeof value === 'string' ? escapeHtml(value) : escapeExpression(value)));
	const engine = library.create();
	engine.registerHelper({ ...helpers });
	// A partial whose name is computed is found when it is asked for; it stays compiled, for the runtime writes it back.
	const known: Record<string, unknown> = {};
	/** What went wrong in partials: its lines are theirs. */
	const elsewhere = new WeakSet<object>();
	const add = (name: unknown): void => {
		if (typeof name !== 'string' || Object.hasOwn(known, name)) return;
		const source = find(name);
		if (source === undefined) return;
		known[name] = source;
		try {
			addPartials(engine.parse(source));
		} catch (error) {
			if (error instanceof Error && !elsewhere.has(error)) error.message += ` (in "${name}")`;
			elsewhere.add(error as object);
			throw error;
		}
	};
	engine.partials = new Proxy(known, {
		get: (_, name) => known[name as string],
		getOwnPropertyDescriptor: (_, name) => {
			add(name);
			return Object.getOwnPropertyDescriptor(known, name);
		},
	});
	// Inline partials make the runtime copy what is known, so all that are named are made known first.
	const addPartials = (tree: unknown): void => {
		if (typeof tree !== 'object' || tree === null) return;
		const { type, name } = tree as { readonly type?: unknown; readonly name?: { readonly original?: unknown } };
		if (type === 'PartialStatement' || type === 'PartialBlockStatement') add(name?.original);
		for (const part of Object.values(tree)) addPartials(part);
	};
	return {
		compile(source) {
			const tree = engine.parse(source);
			addPartials(tree);
			return engine.compile(tree, { noEscape: escaping === 'none' });
		},
		place(error) {
			if (elsewhere.has(error)) return {};
			const { lineNumber, column } = error as Error & { lineNumber?: number; column?: number };
			if (typeof lineNumber === 'number') return { line: lineNumber, column: typeof column === 'number' ? column + 1 : undefined };
			const [, line] = /^Parse error on line (\d+)/.exec(error.message) ?? [];
			return { line: line === undefined ? undefined : Number(line) };
		},
	};
}

interface Eta {
	compile(source: string, options?: object): (this: unknown, data: object, options: object) => string;
	render(template: string, data: object, options?: object): string;
	readFile: (name: string) => string;
	resolvePath: (name: string) => string;
	readonly config: object;
}

export function eta(
	Engine: new (config: object) => Eta,
	{ load, helpers, escaping, makeEscape, name: main, harden }: Surroundings,
): Adapter {
	const escapeHtml = makeEscape({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' });
	const escapeFunction = (value: unknown) => (typeof value === 'number' ? String(value) : escapeHtml(String(value)));
	const config = { cache: false, autoEscape: escaping !== 'none', escapeFunction, debug: true };
	const known = new Map<string, ReturnType<Eta['compile']>>();
	harden(Engine);
	// Templates get their engine as `this`, so each render has one of its own; what is compiled is kept here.
	const makeEngine = (): Eta => {
		const engine = new Engine(config);
		const own = engine.compile;
		engine.compile = (source, options) => {
			const found = known.get(source) ?? own.call(engine, source, options);
			known.set(source, found);
			return found;
		};
		engine.readFile = load;
		engine.resolvePath = (name) => name;
		return engine;
	};
	// Methods and defaults are the package's own, the same for each engine.
	const { config: defaults, ...methods } = new Engine(config);
	harden([defaults, ...Object.values(methods).filter((value) => typeof value === 'function')]);
	return {
		compile(source) {
			makeEngine().compile(source);
			return (data) => {
				const engine = makeEngine();
				engine.readFile = (name) => (name === main ? source : load(name));
				return engine.render(main, { ...helpers, ...data });
			};
		},
		place({ message }) {
			const [, line, column] = / at line (\d+) col (\d+)/.exec(message) ?? [];
			if (line !== undefined) return { line: Number(line), column: Number(column) };
			const [lines, number] = /^[^\n]*:(\d+)\n(?:[ >]+\d+\| [^\n]*\n)+\n/.exec(message) ?? [];
			if (lines !== undefined) return { line: Number(number), message: message.slice(lines.length) };
			// All of the function that it made of the template follows.
			return { message: message.split(/\n=+\n/)[0] };
		},
	};
}

interface Mustache {
	readonly Writer: new () => {
		templateCache: { get(key: string): unknown; set(key: string, value: unknown): void; clear(): void } | undefined;
		parse(source: string): unknown;
		render(source: string, view: object, partials: (name: string) => string, config: object): string;
	};
}

export function mustache(library: Mustache, { find, helpers, escaping, makeEscape }: Surroundings): Adapter {
	const html = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '/': '&#x2F;', '`': '&#x60;', '=': '&#x3D;' };
	const escapeHtml = makeEscape(html);
	const writer = new library.Writer();
	const known = new Map<string, unknown>();
	writer.templateCache = { get: (key) => known.get(key), set: (key, value) => void known.set(key, value), clear: () => known.clear() };
	// A helper is a section's lambda: it gets the text of its section, rendered.
	const lambdas = Object.fromEntries(
		Object.entries(helpers).map(([name, helper]) => [name, () => (text: string, render: (text: string) => string) => helper(render(text))]),
	);
	const config = {
		escape: escaping === 'none' ? String : (value: unknown) => (typeof value === 'number' ? String(value) : escapeHtml(String(value))),
	};
	return {
		compile(source) {
			writer.parse(source);
			return (data) => writer.render(source, { ...lambdas, ...data }, (name) => find(name) ?? '', config);
		},
		place(error, source) {
			const [, at] = / at (\d+)$/.exec(error.message) ?? [];
			if (at === undefined) return {};
			const before = source.slice(0, Number(at)).split('\n');
			return { line: before.length, column: (before.at(-1) as string).length + 1 };
		},
	};
}

interface Ejs {
	compile(source: string, options: object): (data: object) => string;
}

export function ejs(library: Ejs, { load, helpers, escaping, makeEscape, harden }: Surroundings): Adapter {
	const escapeHtml = makeEscape({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' });
	const show = (value: unknown) => {
		if (value === undefined || value === null) return '';
		return escaping === 'none' || typeof value === 'number' ? String(value) : escapeHtml(String(value));
	};
	// What a template is called with; some of it is the package's own and found nowhere else.
	library.compile('<% hand([escapeFn, include, rethrow]) %>', {})({ hand: harden });
	const options = {
		compileDebug: true,
		// Without a file name there are no folders to look in.
		includer: (path: string) => ({ template: load(path) }),
		escape: harden(show),
	};
	return {
		compile(source) {
			const template = library.compile(source, options);
			return (data) => template({ ...helpers, ...data });
		},
		place({ message }) {
			const [lines, number] = /^[^\n]*:(\d+)\n(?:[ >]+\d+\| [^\n]*\n)+\n/.exec(message) ?? [];
			if (lines !== undefined) return { line: Number(number), message: message.slice(lines.length) };
			// Advice about its own options follows.
			return { message: message.split('\n\nIf the above error')[0] };
		},
	};
}

interface Liquid {
	parse(source: string, name: string): unknown;
	renderSync(template: unknown, data: object): string;
	registerFilter(name: string, filter: unknown): void;
}

export function liquid(
	Engine: new (options: object) => Liquid,
	{ load, helpers, escaping, name: main }: Surroundings,
	{ digest, hmac }: Sha256,
): Adapter {
	const engine = new Engine({
		...(escaping === 'html' ? { outputEscape: 'escape' } : {}),
		cache: true,
		relativeReference: false,
		ownPropertyOnly: true,
		fs: {
			sep: '/',
			dirname: (name: string) => name,
			resolve: (_root: string, name: string) => name,
			contains: async () => true,
			containsSync: () => true,
			exists: async () => true,
			existsSync: () => true,
			readFile: async (name: string) => load(name),
			readFileSync: (name: string) => load(name),
		},
	});
	const textOf = (value: unknown): string => {
		// A literal such as `null` is an object whose value it is.
		const plain = value instanceof Date ? value : (value?.valueOf() ?? '');
		return Array.isArray(plain) ? plain.map(textOf).join('') : String(plain);
	};
	// The package's own, made for browsers, are promises, for which no template waits.
	engine.registerFilter('sha256', (value: unknown) => digest(textOf(value)));
	engine.registerFilter('hmac_sha256', (value: unknown, key: unknown) => hmac(textOf(value), textOf(key)));
	for (const [name, helper] of Object.entries(helpers)) engine.registerFilter(name, (...args: unknown[]) => helper(...args));
	return {
		compile(source) {
			const template = engine.parse(source, main);
			return (data) => engine.renderSync(template, data);
		},
		place({ message }) {
			const [place, file, line, column] = /, file:([^\n]*), line:(\d+), col:(\d+)$/.exec(message) ?? [];
			if (place === undefined || file !== main) return {};
			return { line: Number(line), column: Number(column), message: message.slice(0, -place.length) };
		},
	};
}

interface Nunjucks {
	readonly Environment: new (
		loader: object,
		options: object,
	) => {
		addFilter(name: string, filter: unknown): void;
		addGlobal(name: string, value: unknown): void;
		readonly globals: object;
		getTemplate: (name: unknown, eager: boolean, ...rest: unknown[]) => unknown;
	};
	readonly lib: { escape(text: string): string };
	readonly runtime: { readonly SafeString: { readonly prototype: object } };
	readonly Template: new (source: string, environment: object, name: string, eager: boolean) => { render(data: object): string };
}

export function nunjucks(library: Nunjucks, { find, helpers, escaping, makeEscape, name: main, harden }: Surroundings): Adapter {
	library.lib.escape = harden(makeEscape({ '&': '&amp;', '"': '&quot;', "'": '&#39;', '<': '&lt;', '>': '&gt;', '\\': '&#92;' }));
	const getSource = (name: string) => {
		const src = find(name);
		return src === undefined ? null : { src, path: name, noCache: true };
	};
	const loader = { async: false, getSource, cache: {}, on() {} };
	// Each safe string has a length of its own, which a frozen prototype that has one would forbid.
	Object.defineProperty(library.runtime.SafeString.prototype, 'length', {
		get: () => 0,
		set(value: number) {
			Object.defineProperty(this, 'length', { value, writable: true, configurable: true });
		},
		configurable: true,
	});
	// `dev` keeps the place of an error, and where it comes from.
	const environment = new library.Environment([loader], { autoescape: escaping !== 'none', dev: true });
	const { getTemplate } = environment;
	// What is compiled later and cannot be is told by a timer, and there is none.
	environment.getTemplate = (name, _eager, ...rest) => getTemplate.call(environment, name, true, ...rest);
	for (const [name, helper] of Object.entries(helpers)) {
		environment.addFilter(name, helper);
		environment.addGlobal(name, helper);
	}
	return {
		compile(source) {
			const template = new library.Template(source, environment, main, true);
			// A template reaches its environment through the functions that it can make: `this` is its context there.
			const hand = function (this: { readonly constructor: unknown }): void {
				harden(this.constructor);
			};
			new library.Template('{{ hand() }}', environment, main, true).render({ hand });
			harden([environment, library, template]);
			return (data) => template.render(data);
		},
		place(error) {
			const { lineno, colno, cause } = error as Error & { readonly lineno?: number; readonly colno?: number };
			// Each template on the way adds its name; one that was included is indented by less.
			const [name] = /^\([^\n]*\n {2}/.exec(error.message) ?? [];
			if (name === undefined || lineno === undefined) return {};
			// nunjucks 3.2.4 counts from 1 when it compiles, from 0 when it renders.
			const first = cause === undefined ? 0 : 1;
			return { line: lineno + first, column: colno === undefined ? undefined : colno + first, message: error.message.slice(name.length) };
		},
	};
}

interface Pug {
	compile(source: string, options: object): (data: object) => string;
	readonly runtime: object;
}

export function pug(library: Pug, { find, load, helpers, name, harden }: Surroundings): Adapter {
	// The parser adds the ending where a name has none.
	const read = (path: string) => find(path) ?? load(path.replace(/\.pug$/, ''));
	const reader = { resolve: (path: string) => path, read };
	harden(library.runtime);
	return {
		compile(source) {
			const template = library.compile(source, { filename: name, compileDebug: true, plugins: [reader] });
			return (data) => template({ ...helpers, ...data });
		},
		place({ message }) {
			const [lines, file, line, column] = /^([^\n]*?):(\d+)(?::(\d+))?\n(?:[ >]+\d+\| [^\n]*\n|-+\^\n)+\n/.exec(message) ?? [];
			if (lines === undefined || file !== name) return {};
			return { line: Number(line), column: column === undefined ? undefined : Number(column), message: message.slice(lines.length) };
		},
	};
}
