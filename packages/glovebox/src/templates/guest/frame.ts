/**
 * The guest's side of templates: one template, compiled at its first render, its errors told with their place.
 *
 * Runs on: guest. The functions are sent as text, so they use one another and nothing else of this module.
 * Trusts: the kept realm, whose intrinsics are frozen.
 */
import { makeEscape } from './escape.ts';
import type { Adapter, MakeAdapter, Surroundings, TemplatePlace } from './adapter.ts';

/** What the host says of the template, as a global. */
export interface TemplateSettings {
	readonly name: string;
	readonly source: string;
	/** The engine's package: the text of an expression. */
	readonly library: string;
	readonly escaping: 'html' | 'none' | undefined;
	/** Helpers that are source of the guest's own, by name. */
	readonly guestHelpers: Readonly<Record<string, string>>;
	/** Names of those that are functions of the host. */
	readonly hostHelpers: readonly string[];
}

/** The host's functions, as a capability. */
export interface HostSide {
	/** `null` where there is none. */
	readonly load: (name: string) => string | null;
	readonly helpers?: Readonly<Record<string, (...args: unknown[]) => unknown>>;
}

/** What a call gives: the value, or what went wrong and where, since an engine's own stack says nothing to a template's author. */
export type Told<Value> =
	| { readonly value: Value; readonly loaded: readonly string[] }
	| {
			readonly failed: {
				readonly name: string;
				readonly message: string;
				readonly template: string;
				readonly line?: number;
				readonly column?: number;
			};
	  };

/** A row that threw; the others are rendered. */
export interface RowProblem {
	readonly row: number;
	readonly name: string;
	readonly message: string;
	readonly line?: number;
	readonly column?: number;
}

/** Texts of the first rows, in order, and as many as one crossing should carry; `undefined` for a row that threw. */
export interface RenderedRows {
	readonly texts: readonly (string | undefined)[];
	readonly problems: readonly RowProblem[];
}

function helpersOf({ guestHelpers, hostHelpers }: TemplateSettings, host: HostSide): Surroundings['helpers'] {
	const helpers: Record<string, (...args: unknown[]) => unknown> = {};
	for (const [name, source] of Object.entries(guestHelpers)) {
		// The host's author wrote it, for the guest: it is code of this realm like any other.
		helpers[name] = globalThis.eval(`(${source}\n)`) as (...args: unknown[]) => unknown;
	}
	// A host function takes data alone; engines hand over options and contexts beside it.
	const isData = (value: unknown) =>
		typeof value !== 'function' && !(typeof value === 'object' && value !== null && 'hash' in value && 'data' in value);
	for (const name of hostHelpers) helpers[name] = (...args) => host.helpers?.[name]?.(...args.filter(isData));
	return helpers;
}

function tell(error: unknown, adapter: Adapter | undefined, settings: TemplateSettings): Told<never> {
	try {
		return describeError(error, adapter, settings);
	} catch {
		// A proxy, or a getter that throws: no other row is to suffer for it.
		return { failed: { name: 'Thrown', message: 'an error that cannot be read', template: settings.name } };
	}
}

function describeError(error: unknown, adapter: Adapter | undefined, { name: template, source }: TemplateSettings): Told<never> {
	if (!(error instanceof Error)) return { failed: { name: 'Thrown', message: typeof error === 'string' ? error : typeof error, template } };
	const name = String(error.name).slice(0, 100);
	const { line, column, message = error.message } = placeOf(error, adapter, source);
	// Engines wrap an error once for each include on the way, so the cause of most would be lost in what they say.
	const isEndless = /call stack/i.test(error.message);
	const said = isEndless ? 'Maximum call stack size exceeded: do includes lead back to where they stand?' : inTheirWords(message);
	const place = { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
	return { failed: { name, message: said.slice(0, 4_000), template, ...place } };
}

function placeOf(error: Error, adapter: Adapter | undefined, source: string): TemplatePlace {
	try {
		return adapter?.place(error, source) ?? {};
	} catch {
		return {};
	}
}

/** A template's author knows helpers and other templates, and not by what names we grant them. */
function inTheirWords(message: unknown): string {
	return String(message).replaceAll('$templates.helpers.', '').replaceAll('$templates.load', 'The loader');
}

type Compiled = (data: Record<string, unknown>) => string;

/** Renders rows until there is enough text for one crossing. */
function renderRows(
	template: Compiled,
	rows: readonly Record<string, unknown>[],
	tellError: (error: unknown) => Told<never>,
): RenderedRows {
	const enough = 128 * 1024;
	const texts: (string | undefined)[] = [];
	const problems: RowProblem[] = [];
	let characters = 0;
	for (let row = 0; row < rows.length && characters < enough; row++) {
		try {
			const text = String(template(rows[row] as Record<string, unknown>));
			characters += text.length;
			// V8 14.6 keeps the hundred pieces that a text was added up from until somebody reads it, and copies them whenever it collects.
			text.charCodeAt(0);
			texts[row] = text;
		} catch (error) {
			texts[row] = undefined;
			const { template: _, ...problem } = (tellError(error) as { readonly failed: RowProblem & { readonly template: string } }).failed;
			problems.push({ ...problem, row });
		}
	}
	return { texts, problems };
}

/** Texts as one: their lengths, a line feed, and they themselves. By itself a text crosses as it is; in a list each is quoted and read again. */
function packTexts(texts: readonly string[]): string {
	let lengths = '';
	let all = '';
	for (const text of texts) {
		lengths += `${text.length},`;
		all += text;
	}
	return `${lengths}\n${all}`;
}

/** Large texts, handed out piece by piece. */
function makePieces() {
	const longest = 64 * 1024;
	const waiting = new Map<number, string>();
	let streams = 0;
	const take = (id: number): { id: number; chunk: string; done: boolean } => {
		const text = waiting.get(id) ?? '';
		// A pair of surrogates stays together, so that each chunk can be encoded by itself.
		const end = /[\ud800-\udbff]/.test(text[longest - 1] ?? '') ? longest - 1 : longest;
		const done = text.length <= end;
		if (done) waiting.delete(id);
		else waiting.set(id, text.slice(end));
		return { id, chunk: text.slice(0, end), done };
	};
	const open = (text: string) => {
		const id = ++streams;
		waiting.set(id, text);
		return take(id);
	};
	return { open, take, drop: (id: number) => void waiting.delete(id) };
}

/** How templates find others, each asked for once: a cycle of includes ends with the stack, not with the host's patience. */
function makeLoading(host: HostSide) {
	const known = new Map<string, string | undefined>();
	const find = (name: unknown): string | undefined => {
		const text = String(name);
		if (!known.has(text)) known.set(text, host.load(text) ?? undefined);
		return known.get(text);
	};
	const load = (name: unknown): string => {
		const found = find(name);
		if (found !== undefined) return found;
		const error = new Error(`There is no template "${String(name).slice(0, 200)}"`);
		error.name = 'TemplateError';
		throw error;
	};
	return { known, find, load };
}

function frame(make: MakeAdapter, library: unknown, settings: TemplateSettings, host: HostSide, freeze: <T>(value: T) => T) {
	const { known, find, load } = makeLoading(host);
	const pieces = makePieces();
	let adapter: Adapter | undefined;
	let template: Compiled | undefined;
	const ready = () => {
		const { name, escaping, source } = settings;
		const helpers = freeze(helpersOf(settings, host));
		adapter ??= make(library as never, { load, find, helpers, escaping, makeEscape, name, harden: freeze });
		template ??= adapter.compile(source);
		return template;
	};
	// A template is asked far more often than it loads something new, and a text by itself crosses in half the time.
	let told = -1;
	const loaded = (): string[] => {
		told = known.size;
		return [...known].flatMap(([name, text]) => (text === undefined ? [] : [name]));
	};
	const attempt = <Value>(action: () => Value): Told<Value> => {
		try {
			return { value: action(), loaded: loaded() };
		} catch (error) {
			return tell(error, adapter, settings);
		}
	};
	const render = (data: Record<string, unknown>): string | Told<string> => {
		try {
			const value = String(ready()(data));
			return told === known.size ? value : { value, loaded: loaded() };
		} catch (error) {
			return tell(error, adapter, settings);
		}
	};
	const many = (rows: readonly Record<string, unknown>[]): string | Told<RenderedRows> => {
		try {
			const value = renderRows(ready(), rows, (error) => tell(error, adapter, settings));
			const isWhole = told === known.size && value.problems.length === 0;
			return isWhole ? packTexts(value.texts as readonly string[]) : { value, loaded: loaded() };
		} catch (error) {
			return tell(error, adapter, settings);
		}
	};
	return {
		render,
		many,
		prepare: () => attempt(() => void ready()),
		open: (data: Record<string, unknown>) => attempt(() => pieces.open(String(ready()(data)))),
		take: (id: number) => attempt(() => pieces.take(id)),
		drop: pieces.drop,
	};
}

const parts = [makeEscape, helpersOf, tell, describeError, placeOf, inTheirWords, renderRows, packTexts, makePieces, makeLoading, frame];

/** The text of a function that makes {@link frame}. */
export const frameText = `() => { ${parts.map((part) => part.toString()).join('\n')}\nreturn frame }`;
