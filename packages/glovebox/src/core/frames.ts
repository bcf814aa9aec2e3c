/**
 * From an engine's words to places in the guest's own text.
 *
 * Runs on: carriers and engines (`translateStack`, `syntaxFailure`), host (`readFrames`, `codeFrame`).
 * Trusts: nothing. A guest writes any text it likes into `error.stack`; all that is believed is that a line names
 * a guest file and a place, and every step is linear in the text.
 */
import type { Failure } from './message.ts';
import type { Position, PositionMap } from './positions.ts';
import { SourceError } from './prepare/source-error.ts';
import { prepareChecked } from './prepare.ts';
import type { Program } from './program.ts';

/** How much of a stack is looked at, in characters. */
export const stackTextLimit = 64 * 2 ** 10;
const mostFrames = 50;
const longestName = 200;
const longestPlace = 1_100;
const largestPlace = 2 ** 31;

export interface Frame {
	/** `f`, `new X`, `async g`; empty for code outside of functions. */
	readonly name: string;
	readonly file: string;
	readonly line: number;
	readonly column: number;
	/** The frame as a line of a stack. */
	readonly text: string;
}

/**
 * The frames of a stack that lie in guest files, at their places in the guest's own text, one a line: `    at f (g.js:1:2)`.
 * Reads V8's and QuickJS's way of writing them. A frame inside `eval` is placed where `eval` was called.
 */
export function translateStack(text: string, files: ReadonlyMap<string, PositionMap>): string {
	return readLines(text, (file) => files.has(file))
		.flatMap((frame) => {
			const position = files.get(frame.file)?.original(frame.line, frame.column);
			return position ? [frameText(frame.name, frame.file, position)] : [];
		})
		.join('\n');
}

/** The frames of a translated stack. Lines that are not one are dropped. */
export function readFrames(text: string): readonly Frame[] {
	return readLines(text, () => true);
}

function frameText(name: string, file: string, { line, column }: Position): string {
	const place = `${file}:${line}:${column}`;
	return name === '' ? `    at ${place}` : `    at ${name} (${place})`;
}

function readLines(text: string, isKnown: (file: string) => boolean): Frame[] {
	const frames: Frame[] = [];
	for (const line of text.slice(0, stackTextLimit).split('\n')) {
		const frame = readFrame(line.trim(), isKnown);
		if (frame) frames.push(frame);
		if (frames.length === mostFrames) break;
	}
	return frames;
}

function readFrame(line: string, isKnown: (file: string) => boolean): Frame | undefined {
	if (!line.startsWith('at ')) return undefined;
	const text = line.slice('at '.length);
	if (!text.endsWith(')')) return readPlace('', text.replace(/^async /, ''), isKnown);
	const nested = text.indexOf(' (eval at ');
	if (nested > 0) return readEval(text.slice(0, nested), text, isKnown);
	// Brackets may be part of a file's name; no name is longer than what is searched.
	const from = Math.max(0, line.length - longestPlace);
	for (let open = line.indexOf(' (', from); open >= 0; open = line.indexOf(' (', open + 1)) {
		const frame = readPlace(line.slice('at '.length, Math.max('at '.length, open)), line.slice(open + 2, -1), isKnown);
		if (frame) return frame;
	}
	return undefined;
}

/** `eval (eval at f (g.js:1:2), <anonymous>:1:1)`, perhaps several deep: the innermost bracket is a place in a file. */
function readEval(name: string, text: string, isKnown: (file: string) => boolean): Frame | undefined {
	const open = text.lastIndexOf(' (');
	return readPlace(name, text.slice(open + 2, text.indexOf(')', open)), isKnown);
}

function readPlace(name: string, place: string, isKnown: (file: string) => boolean): Frame | undefined {
	const [beforeLast, last] = cutNumber(place);
	if (last === undefined) return undefined;
	const [file, first] = cutNumber(beforeLast);
	const [line, column] = first === undefined ? [last, 1] : [first, last];
	if (file === '' || line < 1 || line > largestPlace || Math.abs(column) > largestPlace || !isKnown(file)) return undefined;
	const clean = cleanName(name);
	return { name: clean, file, line, column, text: frameText(clean, file, { line, column }) };
}

/** `g.js:12` → `['g.js', 12]` */
function cutNumber(text: string): [rest: string, number: number | undefined] {
	const colon = text.lastIndexOf(':');
	const digits = text.slice(colon + 1);
	if (colon < 0 || digits.length > 11 || !/^-?\d+$/.test(digits)) return [text, undefined];
	return [text.slice(0, colon), Number(digits)];
}

/** Engines name code that has no name; such names are left out. Brackets would make a line hard to read back. */
function cleanName(name: string): string {
	if (name === '<anonymous>' || name === '<eval>') return '';
	return name.replace(/[^\x20-\x7e\u00a0-\u2027\u202a-\ufffd]|[()]/g, '').slice(0, longestName);
}

/** An error of an engine's own compiler. Its fields are the engine's words, perhaps about a guest's text. */
interface CompileError {
	readonly name: string;
	readonly message: string;
	readonly stack: string;
}

/** How much of a compiler's message is kept. */
const longestMessage = 1_000;

/** The failure of a program that does not parse, found by `prepare` or by the engine. */
export function syntaxFailure(problem: unknown, program: Program): Failure {
	const found = problem instanceof SourceError ? problem : undefined;
	const error: CompileError = found ? { name: found.name, message: found.message, stack: '' } : readCompileError(problem);
	const { line, column } =
		found && found.line > 0 ? found : (placeInProgram(program) ?? placeInStack(error, program.filename) ?? { line: 0, column: 0 });
	const message = found ? error.message : withoutPlace(error.message, program.filename);
	return { name: error.name, message: message.slice(0, longestMessage), stack: '', value: null, syntax: { line, column } };
}

function readCompileError(problem: unknown): CompileError {
	const { name, message, stack } = (problem ?? {}) as Partial<Record<keyof CompileError, unknown>>;
	return {
		name: String(name ?? 'SyntaxError'),
		message: String(message ?? 'Code does not parse'),
		stack: typeof stack === 'string' ? stack : '',
	};
}

/** Engines differ in the columns they give, so our own reading of the text comes first. */
function placeInProgram(program: Program): Position | undefined {
	try {
		prepareChecked(program);
		return undefined;
	} catch (problem) {
		return problem instanceof SourceError && problem.line > 0 ? problem : undefined;
	}
}

/** The first place in the file that the engine's text names; only Scripts nothing was done to come this far. */
function placeInStack({ message, stack }: CompileError, filename: string): Position | undefined {
	for (const text of [message, stack]) {
		const bounded = text.slice(0, stackTextLimit);
		const at = bounded.indexOf(`${filename}:`);
		const found = at < 0 ? null : /^(\d{1,9})(?::(\d{1,9}))?/.exec(bounded.slice(at + filename.length + 1));
		if (found) return { line: Number(found[1]), column: Number(found[2] ?? 1) };
	}
	return undefined;
}

/** isolated-vm adds ` [file:line:column]` to what V8 says. */
function withoutPlace(message: string, filename: string): string {
	const at = message.lastIndexOf(` [${filename}:`);
	return at >= 0 && message.endsWith(']') ? message.slice(0, at) : message;
}

/** How many lines around the place a code frame shows, and how many characters of each. */
const linesAround = 2;
/** Where nobody writes a line by hand, none is looked for: a guest can have a hundred errors there, each as costly as its whole text. */
const mostLines = 20_000;
const widest = 120;

/**
 * The lines around a place with a mark under it, as plain text. Lines and columns count from 1.
 * `undefined` where the source has no such line, or where that lies beyond 20 000 others.
 */
export function codeFrame(source: string, line: number, column: number): string | undefined {
	if (line > mostLines) return undefined;
	return codeFrameOf(source.split(/\r\n|[\n\r\u2028\u2029]/, line + linesAround), line, column);
}

/** The same of a text that was split into lines before, for whoever has many places in one text. */
export function codeFrameOf(lines: readonly string[], line: number, column: number): string | undefined {
	const marked = lines[line - 1];
	if (line < 1 || marked === undefined) return undefined;
	const end = Math.min(lines.length, line + linesAround);
	const at = Math.min(Math.max(column, 1), marked.length + 1) - 1;
	// A long line is shown from a little before the mark; the others are cut at the same place.
	const from = at < widest - 20 ? 0 : at - widest / 2;
	const numberWidth = String(end).length;
	const shown: string[] = [];
	for (let index = Math.max(0, line - 1 - linesAround); index < end; index++) {
		const text = (lines[index] as string).slice(from, from + widest);
		const number = String(index + 1).padStart(numberWidth);
		shown.push(`${index + 1 === line ? '>' : ' '} ${number} | ${text}`.trimEnd());
		if (index + 1 === line) shown.push(`  ${' '.repeat(numberWidth)} | ${marked.slice(from, at).replace(/[^\t]/g, ' ')}^`);
	}
	return shown.join('\n');
}
