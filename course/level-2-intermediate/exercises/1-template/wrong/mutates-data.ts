/** Keeps the loop variable in the data. */

export type Render = (data: unknown) => string;
type Place = 'text' | 'script';
type Scope = ReadonlyMap<string, unknown>;

const filters = new Map<string, (value: unknown) => unknown>([
	['upper', (value) => String(value).toUpperCase()],
	['lower', (value) => String(value).toLowerCase()],
	['trim', (value) => String(value).trim()],
	['join', (value) => (Array.isArray(value) ? value.join(', ') : value)],
]);
const entities = new Map(Object.entries({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }));
const missing = Symbol('missing');
const token = /(\{\{\{.*?\}\}\}|\{\{.*?\}\}|\{%.*?%\})/s;
const names = String.raw`[A-Za-z_$][\w$]*(?:\.[\w$]+)*`;

class TemplateError extends Error {
	override name = 'TemplateError';
	readonly line: number;
	constructor(message: string, line: number) {
		super(`${message} (line ${line})`);
		this.line = line;
	}
}

type Part = (data: unknown, scope: Scope) => string;

/** The reader's place in the template. */
interface Reader {
	readonly parts: readonly string[];
	at: number;
	line: number;
	before: string;
}

export function compile(template: string): Render {
	const reader: Reader = { parts: template.split(token), at: 0, line: 1, before: '' };
	const { part } = sequence(reader, []);
	return (data) => part(data, new Map());
}

/** Reads parts up to one of the words `ends`, or to the end where there are none. */
function sequence(reader: Reader, ends: readonly string[]): { readonly part: Part; readonly end: string } {
	const opened = reader.line;
	const list: Part[] = [];
	const part: Part = (data, scope) => list.map((each) => each(data, scope)).join('');
	while (reader.at < reader.parts.length) {
		const text = reader.parts[reader.at++] ?? '';
		if (text.startsWith('{%')) {
			const word = text.slice(2, -2).trim();
			if (ends.includes(word)) return { part, end: word };
			list.push(block(reader, word));
		} else if (text.startsWith('{{{')) list.push(hole(reader, text.slice(3, -3), (value) => String(value ?? '')));
		else if (text.startsWith('{{')) list.push(hole(reader, text.slice(2, -2), showIn(placeAfter(reader))));
		else {
			list.push(() => text);
			reader.before += text;
		}
		reader.line += text.split('\n').length - 1;
	}
	if (ends.length > 0) throw new TemplateError(`"${ends.at(-1)}" is missing`, opened);
	return { part, end: '' };
}

function block(reader: Reader, text: string): Part {
	const [, test] = new RegExp(`^if (${names})$`).exec(text) ?? [];
	if (test) {
		const { part: then, end } = sequence(reader, ['else', 'endif']);
		const other = end === 'else' ? sequence(reader, ['endif']).part : () => '';
		return (data, scope) => (isTruthy(walk(data, scope, test.split('.'))) ? then(data, scope) : other(data, scope));
	}
	const [, name, list] = new RegExp(`^for ([A-Za-z_$][\\w$]*) in (${names})$`).exec(text) ?? [];
	if (!name || !list) throw new TemplateError(`Unexpected "${text}"`, reader.line);
	const items = find(reader.line, list);
	const { part } = sequence(reader, ['endfor']);
	return (data, scope) => {
		const values = items(data, scope);
		if (!Array.isArray(values)) return '';
		return values.map((item) => part(Object.assign(data as object, { [name]: item }), scope)).join('');
	};
}

function hole({ line }: Reader, text: string, show: (value: unknown) => string): Part {
	const [path = '', ...piped] = text.split('|').map((word) => word.trim());
	const steps = piped.map((name) => {
		const filter = filters.get(name);
		if (!filter) throw new TemplateError(`Unknown filter "${name}"`, line);
		return filter;
	});
	const value = find(line, path);
	return (data, scope) => show(steps.reduce((result, step) => step(result), value(data, scope)));
}

function find(line: number, path: string): (data: unknown, scope: Scope) => unknown {
	if (!new RegExp(`^${names}$`).test(path)) throw new TemplateError(`Not a name: "${path}"`, line);
	return (data, scope) => {
		const value = walk(data, scope, path.split('.'));
		if (value === missing) throw new TemplateError(`Unknown name "${path}"`, line);
		return value;
	};
}

const isTruthy = (value: unknown) => value !== missing && Boolean(value) && !(Array.isArray(value) && value.length === 0);

const showIn = (place: Place) => (value: unknown) =>
	place === 'script'
		? JSON.stringify(value ?? null).replace(/[<>&\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
		: String(value ?? '').replace(/[&<>"']/g, (found) => entities.get(found) ?? found);

/** Own properties only: what a prototype has is not the data's. */
function walk(data: unknown, scope: Scope, path: readonly string[]): unknown {
	const [first = '', ...rest] = path;
	let value: unknown = scope.has(first) ? scope.get(first) : own(data, first);
	for (const name of rest) value = own(value, name);
	return value;
}
const own = (value: unknown, name: string): unknown =>
	typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : missing;

/** Where in the page a hole stands, told by the literal text before it. */
function placeAfter({ before, line }: Reader): Place {
	if (before.toLowerCase().lastIndexOf('<script') > before.toLowerCase().lastIndexOf('</script')) return 'script';
	const tag = /<[a-z][^<>]*$/i.exec(before)?.[0] ?? '';
	if (/^[^"']*=\s*$/.test(tag.replace(/"[^"]*"|'[^']*'/g, ''))) throw new TemplateError('The value of an attribute needs quotes', line);
	return 'text';
}
