/** `.env` files: `NAME=value`, quoted or not, comments, `export`. Nothing is expanded. */
import { type Lines, Misread } from '../../core/text-lines.ts';
import type { Tree } from '../tree.ts';
import { addEntry } from './entries.ts';

const entry = /(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*/y;
const doubled: ReadonlyMap<string, string> = new Map([
	['n', '\n'],
	['r', '\r'],
	['t', '\t'],
]);

/** Reads a text. Double quotes have the escapes `\n \r \t \" \\` and may span lines; single quotes have none; else a ` #` starts a comment. */
export function readDotenv(text: string, lines: Lines): Tree {
	const entries = new Map<string, Tree>();
	let at = 0;
	while (at < text.length) {
		const blank = match(/[ \t\r\n]*(?:#[^\r\n]*)?/y, text, at)?.[0].length ?? 0;
		at += blank;
		if (at >= text.length || (blank > 0 && /[\r\n]/.test(text[at] ?? ''))) continue;
		const start = at;
		const found = match(entry, text, at);
		if (!found) throw new Misread('NAME=value expected', at);
		at += found[0].length;
		const [value, end] = readValue(text, at);
		at = end;
		addEntry(entries, found[1] ?? '', start, () => ({ kind: 'scalar', value, place: lines.at(start) }));
	}
	return { kind: 'record', entries, place: lines.at(0) };
}

function readValue(text: string, at: number): readonly [value: string, end: number] {
	const quote = text[at];
	if (quote !== '"' && quote !== "'") {
		const raw = match(/[^\r\n]*/y, text, at)?.[0] ?? '';
		const comment = raw.startsWith('#') ? 0 : raw.search(/[ \t]#/);
		return [(comment < 0 ? raw : raw.slice(0, comment)).trimEnd(), at + raw.length];
	}
	let end = at + 1;
	while (end < text.length && text[end] !== quote) end += quote === '"' && text[end] === '\\' ? 2 : 1;
	if (end >= text.length) throw new Misread('a quote is not closed', at);
	const rest = match(/[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)/y, text, end + 1);
	if (!rest) throw new Misread('nothing but a comment may follow a quoted value', end + 1);
	const inside = text.slice(at + 1, end);
	const value = quote === "'" ? inside : inside.replace(/\\(.)/gs, (_, char: string) => doubled.get(char) ?? char);
	return [value, end + 1 + rest[0].length];
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(text);
}
