/**
 * A template becomes the text of one function. All that comes from the template enters that text as JSON strings, so the program
 * is ours whatever the template says: it may be compiled in this realm, and the data never leaves it.
 */
import vm from 'node:vm';

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

/** What the compiled text may call. */
const tools = {
	find(data: unknown, scope: Scope, path: readonly string[], line: number): unknown {
		const value = walk(data, scope, path);
		if (value === missing) throw new TemplateError(`Unknown name "${path.join('.')}"`, line);
		return value;
	},
	isTruthy: (data: unknown, scope: Scope, path: readonly string[]) => {
		const value = walk(data, scope, path);
		return value !== missing && Boolean(value) && !(Array.isArray(value) && value.length === 0);
	},
	filter: (name: string, value: unknown) => filters.get(name)?.(value),
	show: (value: unknown, place: Place) =>
		place === 'script'
			? JSON.stringify(value ?? null).replace(/[<>&\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
			: String(value ?? '').replace(/[&<>"']/g, (found) => entities.get(found) ?? found),
	bind: (scope: Scope, name: string, value: unknown): Scope => new Map([...scope, [name, value]]),
	list: (value: unknown) => (Array.isArray(value) ? value : []),
};

/** Own properties only: what a prototype has is not the data's. */
function walk(data: unknown, scope: Scope, path: readonly string[]): unknown {
	const [first = '', ...rest] = path;
	let value: unknown = scope.has(first) ? scope.get(first) : own(data, first);
	for (const name of rest) value = own(value, name);
	return value;
}
const own = (value: unknown, name: string): unknown =>
	typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : missing;

/** The compiler's place in the template, and what it has written so far. */
interface Writer {
	code: string;
	line: number;
	before: string;
	readonly open: { readonly word: string; readonly line: number }[];
}

export function compile(template: string): Render {
	const writer: Writer = { code: "let out = '';\n", line: 1, before: '', open: [] };
	for (const part of template.split(token)) {
		if (part.startsWith('{%')) writer.code += block(writer, part.slice(2, -2).trim());
		else if (part.startsWith('{{{')) writer.code += `out += String(${value(writer, part.slice(3, -3))} ?? '');\n`;
		else if (part.startsWith('{{')) {
			const place = JSON.stringify(placeAfter(writer));
			writer.code += `out += tools.show(${value(writer, part.slice(2, -2))}, ${place});\n`;
		} else {
			writer.code += `out += ${JSON.stringify(part)};\n`;
			writer.before += part;
		}
		writer.line += part.split('\n').length - 1;
	}
	const unclosed = writer.open.at(-1);
	if (unclosed) throw new TemplateError(`"${unclosed.word}" is never closed`, unclosed.line);
	const run = vm.compileFunction(`${writer.code}return out;`, ['tools', 'data', 'scope']);
	return (data) => run(tools, data, new Map());
}

function value({ line }: Writer, text: string): string {
	const [path = '', ...piped] = text.split('|').map((word) => word.trim());
	if (!new RegExp(`^${names}$`).test(path)) throw new TemplateError(`Not a name: "${path}"`, line);
	const unknown = piped.find((name) => !filters.has(name));
	if (unknown !== undefined) throw new TemplateError(`Unknown filter "${unknown}"`, line);
	return piped.reduce(
		(inner, name) => `tools.filter(${JSON.stringify(name)}, ${inner})`,
		`tools.find(data, scope, ${quote(path)}, ${line})`,
	);
}

function block({ line, open }: Writer, text: string): string {
	const [, test] = new RegExp(`^if (${names})$`).exec(text) ?? [];
	if (test) {
		open.push({ word: 'if', line });
		return `if (tools.isTruthy(data, scope, ${quote(test)})) {\n`;
	}
	const [, item, list] = new RegExp(`^for ([A-Za-z_$][\\w$]*) in (${names})$`).exec(text) ?? [];
	if (item && list) {
		open.push({ word: 'for', line });
		const items = `tools.list(tools.find(data, scope, ${quote(list)}, ${line}))`;
		return `for (const item of ${items}) {\nconst outer = scope;\n{ const scope = tools.bind(outer, ${JSON.stringify(item)}, item);\n`;
	}
	const last = open.pop()?.word;
	if (text === 'endfor' && last === 'for') return '} }\n';
	if (text === 'endif' && (last === 'if' || last === 'else')) return '}\n';
	if (text !== 'else' || last !== 'if') throw new TemplateError(`Unexpected "${text}"`, line);
	open.push({ word: 'else', line });
	return '} else {\n';
}

/** A path as the text of a list of strings. */
const quote = (path: string): string => JSON.stringify(path.split('.'));

/** Where in the page a hole stands, told by the literal text before it. */
function placeAfter({ before, line }: Writer): Place {
	if (before.toLowerCase().lastIndexOf('<script') > before.toLowerCase().lastIndexOf('</script')) return 'script';
	const tag = /<[a-z][^<>]*$/i.exec(before)?.[0] ?? '';
	if (/^[^"']*=\s*$/.test(tag.replace(/"[^"]*"|'[^']*'/g, ''))) throw new TemplateError('The value of an attribute needs quotes', line);
	return 'text';
}
