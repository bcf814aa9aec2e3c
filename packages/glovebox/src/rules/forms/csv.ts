/** CSV as RFC 4180 has it, with the line of each record. */
import { RuleProblem } from '../problem.ts';

export interface CsvRecord {
	readonly line: number;
	readonly cells: readonly string[];
}

/** A line that begins with `#`: what follows it. */
export interface CsvComment {
	readonly line: number;
	readonly text: string;
}

export interface Csv {
	readonly records: readonly CsvRecord[];
	readonly comments: readonly CsvComment[];
}

/** Reads a text. Lines that are empty or begin with `#` are no records; quotes double inside of quotes. */
export function readCsv(text: string): Csv {
	const records: CsvRecord[] = [];
	const comments: CsvComment[] = [];
	let line = 1;
	for (let at = 0; at < text.length; ) {
		const { cells, end } = readRecordAt(text, at, line);
		const raw = text.slice(at, end);
		const [, comment] = /^\s*#(.*)$/s.exec(raw) ?? [];
		if (comment !== undefined) comments.push({ line, text: comment.trim() });
		else if (raw.trim() !== '') records.push({ line, cells });
		line += raw.match(/\r\n|[\r\n]/g)?.length ?? 0;
		at = end;
	}
	return { records, comments };
}

const ending = /\r\n|[\r\n]/y;

function readRecordAt(text: string, start: number, line: number): { readonly cells: string[]; readonly end: number } {
	const cells: string[] = [];
	// A comment is one line, whatever it holds.
	const comment = /[ \t]*#[^\r\n]*(?:\r\n|[\r\n]|$)/y;
	comment.lastIndex = start;
	if (comment.test(text)) return { cells, end: comment.lastIndex };
	let at = start;
	for (;;) {
		const [cell, next] = readCsvCell(text, at, line);
		cells.push(cell);
		at = next;
		if (text[at] === ',') {
			at += 1;
			continue;
		}
		ending.lastIndex = at;
		return { cells, end: ending.test(text) ? ending.lastIndex : text.length };
	}
}

function readCsvCell(text: string, start: number, line: number): readonly [cell: string, end: number] {
	if (text[start] !== '"') {
		let end = start;
		while (end < text.length && !/[,\r\n]/.test(text[end] ?? '')) end += 1;
		return [text.slice(start, end).trim(), end];
	}
	let cell = '';
	for (let at = start + 1; ; ) {
		const quote = text.indexOf('"', at);
		if (quote < 0) throw new RuleProblem('a quote is not closed', ['line', line]);
		cell += text.slice(at, quote);
		if (text[quote + 1] !== '"') {
			const after = text[quote + 1];
			if (after !== undefined && !/[,\r\n]/.test(after))
				throw new RuleProblem('nothing but a comma may follow a quoted cell', ['line', line]);
			return [cell, quote + 1];
		}
		cell += '"';
		at = quote + 2;
	}
}
