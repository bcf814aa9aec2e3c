/**
 * An audit: where a code base runs code that may not be its own.
 *
 * Runs on: host.
 * Trusts: nothing. The files are parsed here and never run; their size and nesting are bounded before a parser sees them, and what it
 * takes to follow their names is.
 */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { codeFrameOf } from '../core/frames.ts';
import type { Position } from '../core/positions.ts';
import { attempt, SourceError } from '../core/prepare/source-error.ts';
import { kindOf, type Listed, listFiles } from './files.ts';
import { findMatches, type Match } from './find.ts';
import { type Reading, readSource } from './read.ts';
import { type Rule, type Severity, suspicious, unreadRule } from './rules.ts';
import { SourceLines } from './source-lines.ts';

/** A place where code of others may run. Lines and columns count from 1. */
export interface Finding {
	/** The rule's id. */
	readonly rule: string;
	readonly title: string;
	/** The rule's; `note` where the source that is run stands right there as a constant. */
	readonly severity: Severity;
	/** Relative to the folder that was read, with `/` on every system. */
	readonly file: string;
	readonly line: number;
	readonly column: number;
	/** Just after the last character. */
	readonly endLine: number;
	readonly endColumn: number;
	readonly codeFrame: string;
	/** Whether the source that is run is a constant, so that a guest has no say in it. */
	readonly constant: boolean;
	readonly lets: string;
	readonly instead: string;
}

/** A file or folder that could not be read, and why. */
export interface Unread {
	readonly file: string;
	readonly reason: string;
}

export interface Audit {
	/** The folder that paths are relative to. */
	readonly folder: string;
	/** How many files were read. */
	readonly files: number;
	readonly findings: readonly Finding[];
	readonly unread: readonly Unread[];
}

export interface AuditOptions {
	/** Names of files and folders to skip, beside `node_modules`, `dist` and `.git`. */
	readonly skip?: readonly string[];
}

const mostBytes = 2 ** 20;
/** Of one file: nobody reads more, and each takes a hundred times the text that it is about. */
const mostFindings = 1_000;

/**
 * Reads the JavaScript and TypeScript below a folder, or one file, and finds where it runs code that may not be its own.
 *
 * Guarantees: no file is passed over in silence; one that could not be read is in `unread`, and is a finding where its text looks
 * like one. Does not guarantee that nothing else runs code of others: names are followed within a file, not through other files.
 *
 * @throws TypeError where there is no such file or folder.
 */
export function audit(path: string, options: AuditOptions = {}): Audit {
	const kind = kindOf(path);
	if (kind === undefined) throw new TypeError(`Cannot audit "${path}": there is no such file or folder`);
	const folder = resolve(kind === 'file' ? dirname(path) : path);
	const listed: readonly Listed[] = kind === 'file' ? [{ path: basename(path) }] : listFiles(folder, options.skip);
	const findings: Finding[] = [];
	const unread: Unread[] = [];
	for (const { path: file, problem } of listed) {
		const text = problem === undefined ? readText(join(folder, file)) : { problem };
		if (typeof text === 'string') findings.push(...auditText(file, text, unread));
		else unread.push({ file, reason: text.problem });
	}
	return { folder, files: listed.length - unread.length, findings, unread };
}

function readText(path: string): string | { readonly problem: string } {
	try {
		if (statSync(path).size > mostBytes) return { problem: `larger than ${mostBytes} bytes` };
		const text = readFileSync(path, 'utf8').replace(/^\ufeff/, '');
		// Some videos are called `.ts` too.
		return text.includes('\0') ? { problem: 'not a text' } : text;
	} catch (error) {
		return { problem: (error as NodeJS.ErrnoException).code ?? 'failed' };
	}
}

function auditText(file: string, text: string, unread: Unread[]): Finding[] {
	const source = { file, text, lines: new SourceLines(text) };
	const found = attempt(() => readFindings(source));
	if (found instanceof SourceError) {
		const place = found.line > 0 ? ` (${found.line}:${found.column})` : '';
		unread.push({ file, reason: `${found.message}${place}` });
		return mentions(source);
	}
	if (found.length > mostFindings) unread.push({ file, reason: `more than ${mostFindings} findings; the others are left out` });
	return found.slice(0, mostFindings);
}

/** A file's text, and its lines. */
interface Source {
	readonly file: string;
	readonly text: string;
	readonly lines: SourceLines;
}

/** One more than are listed, where there are more. */
function readFindings(source: Source): Finding[] {
	const reading = readSource(source.file, source.text);
	const code = reading.code === source.text ? source.lines : new SourceLines(reading.code);
	return findMatches(reading.program)
		.slice(0, mostFindings + 1)
		.map((match) => describe(match, source, reading, code));
}

/** What in the text of a file that does not parse looks like something an audit finds: the first place, for a person to look at. */
function mentions(source: Source): Finding[] {
	const found = suspicious.exec(source.text);
	if (!found) return [];
	const range = { start: source.lines.at(found.index), end: source.lines.at(found.index + found[0].length) };
	return [finding(unreadRule, source, range, false)];
}

function describe({ rule, start, end, constant }: Match, source: Source, { code, positions }: Reading, lines: SourceLines): Finding {
	const placeOf = (offset: number) => {
		const { line, column } = lines.at(offset);
		return positions.original(line, column);
	};
	const from = placeOf(start) ?? { line: 1, column: 1 };
	// Where TypeScript was rewritten, the map knows where a piece begins, and seldom where it ends.
	const to = endOf(code.slice(start, end), source, from) ?? placeOf(end) ?? from;
	const isAfter = to.line > from.line || (to.line === from.line && to.column > from.column);
	return finding(rule, source, { start: from, end: isAfter ? to : { line: from.line, column: from.column + 1 } }, constant);
}

/** Where a piece of one line ends that stands unchanged at a place of the text. */
function endOf(piece: string, { lines }: Source, { line, column }: Position): Position | undefined {
	const found = lines.texts[line - 1]?.startsWith(piece, column - 1);
	return found ? { line, column: column + piece.length } : undefined;
}

function finding(
	rule: Rule,
	{ file, lines }: Source,
	{ start, end }: { readonly start: Position; readonly end: Position },
	constant: boolean,
): Finding {
	const { id, title, severity, lets, instead } = rule;
	return {
		rule: id,
		title,
		severity: constant ? 'note' : severity,
		file,
		line: start.line,
		column: start.column,
		endLine: end.line,
		endColumn: end.column,
		codeFrame: codeFrameOf(lines.texts, start.line, start.column) ?? '',
		constant,
		lets,
		instead,
	};
}
