/**
 * The engine `literal`: text with `${expression}` in it, escaped by where in HTML each hole stands.
 *
 * Runs on: guest. The functions are sent as text, so they use one another, `escapeHtml` and nothing else of this module.
 * Trusts: nothing of the template but that it is its tenant's own. An expression sees the data, helpers and the realm's globals.
 */
import type { Adapter, Surroundings, TemplatePlace } from './adapter.ts';
import { makeEscape } from './escape.ts';
import { type Context, type Hole, literalSyntax, parseLiteral, TemplateError } from './literal-syntax.ts';

class Raw {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
}

const entities = { '&': '&#38;', '<': '&#60;', '>': '&#62;', '"': '&#34;', "'": '&#39;', '`': '&#96;' };
const escapeHtml = makeEscape(entities);

/** A URL that would run code becomes one that does nothing. */
function escapeUrl(text: string): string {
	const plain = text.replace(/[\u0000-\u0020]/g, '');
	// Of a value that follows another one, what stands before its colon is only the end of a scheme.
	const [, scheme] = /^([a-zA-Z0-9+.-]*):/.exec(plain) ?? [];
	const isHarmless = scheme === undefined || /^(?:https?|mailto|tel)$/i.test(scheme);
	return escapeHtml(isHarmless ? text : 'about:invalid');
}

/** Data as a value of JavaScript that no HTML parser can end. */
function escapeScript(value: unknown): string {
	const json = JSON.stringify(value) ?? 'undefined';
	return json.replace(/[<>&\u2028\u2029'`]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function textOf(value: unknown): string {
	if (value === undefined || value === null || value === false) return '';
	return String(value);
}

function showList(values: readonly unknown[], context: Context, escapes: boolean): string {
	let text = '';
	for (let index = 0; index < values.length; index++) text += show(values[index], context, escapes);
	return text;
}

function show(value: unknown, context: Context, escapes: boolean): string {
	// What most holes hold, first.
	if (context === 'text') {
		if (typeof value === 'string') return escapes ? escapeHtml(value) : value;
		if (typeof value === 'number') return String(value);
		if (value instanceof Raw) return value.text;
	}
	if (Array.isArray(value) && context !== 'script' && context !== 'handler') return showList(value, context, escapes);
	const plain = value instanceof Raw ? value.text : value;
	if (!escapes) return textOf(plain);
	if (context === 'script') return escapeScript(plain);
	if (context === 'handler') return escapeHtml(escapeScript(plain));
	if (context === 'url') return escapeUrl(textOf(plain));
	return escapeHtml(textOf(plain));
}

type Scope = Readonly<Record<string, unknown>>;
type Render = (scope: Scope) => string;
type Readers = readonly (() => unknown)[];
type MakeReaders = (...values: readonly unknown[]) => Readers;

/**
 * Makes the holes' functions for a scope. Those names of theirs that the scope has become parameters, and all others are left to the realm:
 * inside `with (scope)` each name was looked up anew, at ten times the cost. Names come from the template alone.
 */
function makeReaders(holes: readonly Hole[]): (scope: Scope) => Readers {
	const isName = (word: string): boolean => {
		try {
			return Boolean(new Function(word, "'use strict'"));
		} catch {
			return false;
		}
	};
	const words = new Set(holes.flatMap(({ code }) => code.match(/[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu) ?? []));
	const names = [...words].filter(isName);
	const body = `'use strict'; return [${holes.map(({ code }) => `() => (\n${code}\n)`).join(', ')}]`;
	const made = new Map<string, MakeReaders>();
	// Data of one kind comes again and again: with the same of the names, so with the same function.
	let latest: readonly string[] = [];
	let make: MakeReaders | undefined;
	return (scope) => {
		const present: string[] = [];
		const values: unknown[] = [];
		let isLatest = true;
		for (const name of names) {
			if (!Object.hasOwn(scope, name)) continue;
			if (latest[present.length] !== name) isLatest = false;
			present.push(name);
			values.push(scope[name]);
		}
		if (make === undefined || !isLatest || present.length !== latest.length) {
			const key = present.join();
			latest = present;
			make = made.get(key) ?? (new Function(key, body) as MakeReaders);
			// Data may come with any of the names or without.
			if (made.size < 100) made.set(key, make);
		}
		return make(...values);
	};
}

function placeOf(error: unknown, source: string): TemplatePlace {
	const { offset } = error as { readonly offset?: unknown };
	if (typeof offset !== 'number') return {};
	const before = source.slice(0, offset).split('\n');
	return { line: before.length, column: (before.at(-1) as string).length + 1 };
}

/** An error of an included template says where there it was: its place becomes that of the include. */
function tellIncluded(error: unknown, name: string, source: string): unknown {
	if (!(error instanceof Error) || !Object.isExtensible(error) || Object.hasOwn(error, 'included')) return error;
	const { line = 1, column = 1 } = placeOf(error, source);
	Object.defineProperty(error, 'included', { value: true });
	error.message = `${error.message} (in "${name}", ${line}:${column})`;
	return error;
}

function literal(_library: unknown, { load, helpers, escaping, harden }: Surroundings): Adapter {
	const escapes = escaping !== 'none';
	const raw = (value: unknown) => new Raw(textOf(value));
	const html = (texts: TemplateStringsArray, ...values: readonly unknown[]) => {
		let text = texts[0] as string;
		for (let index = 1; index < texts.length; index++) text += show(values[index - 1], 'text', escapes) + (texts[index] as string);
		return new Raw(text);
	};
	harden([raw, html, Raw, TemplateError]);
	const known = new Map<string, Render>();
	const compileText = (source: string): Render => {
		const found = known.get(source);
		if (found !== undefined) return found;
		const { texts, holes } = parseLiteral(source, escapes);
		const readersOf = makeReaders(holes);
		const render = (scope: Readonly<Record<string, unknown>>): string => {
			const readers = readersOf(scope);
			let text = texts[0] as string;
			let at = 0;
			try {
				for (; at < readers.length; at++)
					text += show((readers[at] as () => unknown)(), (holes[at] as Hole).context, escapes) + (texts[at + 1] as string);
			} catch (error) {
				// Through an include it comes again, and then stands in the template that included.
				if (error instanceof Error && Object.isExtensible(error))
					Object.defineProperty(error, 'offset', { value: holes[at]?.offset, configurable: true });
				throw error;
			}
			return text;
		};
		known.set(source, render);
		return render;
	};
	const include = (name: string, data: object): Raw => {
		const source = load(name);
		try {
			return raw(compileText(source)(scopeOf(data)));
		} catch (error) {
			throw tellIncluded(error, name, source);
		}
	};
	const scopeOf = (data: object): Record<string, unknown> => {
		const scope: Record<string, unknown> = { html, raw, ...helpers, ...data };
		if (!Object.hasOwn(scope, 'include')) scope['include'] = (name: string, more: object = {}) => include(name, { ...data, ...more });
		return scope;
	};
	return {
		compile(source) {
			const render = compileText(source);
			return (data) => render(scopeOf(data));
		},
		place(error, source) {
			return placeOf(error, source);
		},
	};
}

const parts = [
	...literalSyntax,
	Raw,
	makeEscape,
	escapeUrl,
	escapeScript,
	textOf,
	showList,
	show,
	makeReaders,
	placeOf,
	tellIncluded,
	literal,
];

/** The text of a function that makes the adapter. */
export const literalText = `(() => { ${parts.map((part) => part.toString()).join('\n')}
const escapeHtml = makeEscape(${JSON.stringify(entities)});
return literal })()`;
