/**
 * Counts how deep brackets are nested, in one pass and without recursion, before any parser sees the text.
 *
 * Runs on: carriers, and the host for source it trusts not to be a bomb.
 * Trusts: nothing. The text is hostile; every step moves forward.
 *
 * It reads strings, templates and comments exactly and guesses at regular expressions; a wrong guess ends with its line.
 */
import { positionAt, SourceError } from './source-error.ts';

/** No program written by a person nests brackets deeper; recursive parsers overflow not far above. */
const deepest = 1_000;

/** A `/` after one of these words starts a regular expression. */
const wordsBeforeRegex = new Set('await case delete do else extends in instanceof new of return throw typeof void yield'.split(' '));

/** Throws a SourceError where brackets nest too deep. */
export function checkNesting(source: string): void {
	if (source.length <= deepest) return;
	const offset = findTooDeep(source);
	if (offset !== undefined) throw new SourceError('Code is nested too deeply', positionAt(source, offset));
}

function findTooDeep(source: string): number | undefined {
	/** Open brackets; a backtick stands for the `${` of a template. */
	const open: string[] = [];
	const regexes = { noneBefore: 0 };
	let previous = '';
	for (let at = 0; at < source.length; at++) {
		const char = source[at] as string;
		if (char <= ' ') continue;
		const comment = char === '/' ? skipComment(source, at) : undefined;
		if (comment !== undefined) {
			at = comment;
			continue;
		}
		if (char === '(' || char === '[' || char === '{') open.push(char);
		else if (char === ')' || char === ']') open.pop();
		else if (char === '}' ? open.pop() === '`' : char === '`') at = skipTemplate(source, at, open);
		else if (char === '"' || char === "'") at = skipQuoted(source, at, char);
		else if (char === '/' && startsRegex(source, at, previous)) at = skipRegex(source, at, regexes);
		if (open.length > deepest) return at;
		previous = source[at] ?? char;
	}
	return undefined;
}

/** From a quote to its end, or to the last character of its line. */
function skipQuoted(source: string, start: number, quote: string): number {
	for (let at = start + 1; at < source.length; at++) {
		const char = source[at];
		if (char === '\\') at++;
		else if (char === quote || char === '\n' || char === '\r') return at;
	}
	return source.length;
}

/** From a backtick, or the brace that ends a hole, to the next hole or the template's end. */
function skipTemplate(source: string, start: number, open: string[]): number {
	for (let at = start + 1; at < source.length; at++) {
		const char = source[at];
		if (char === '\\') at++;
		else if (char === '`') return at;
		else if (char === '$' && source[at + 1] === '{') {
			open.push('`');
			return at + 1;
		}
	}
	return source.length;
}

/** From the start of a comment to its last character; `undefined` where none starts. */
function skipComment(source: string, start: number): number | undefined {
	const next = source[start + 1];
	if (next === '/') return endOfLine(source, start) - 1;
	if (next !== '*') return undefined;
	const end = source.indexOf('*/', start + 2);
	return end < 0 ? source.length : end + 1;
}

function startsRegex(source: string, start: number, previous: string): boolean {
	if (!/[\w$)\]}"'`\u0080-\uffff]/.test(previous)) return true;
	// A word longer than the longest keyword is none, so a few characters are enough.
	const word = /(?:^|[^\w$.])([a-z]{2,10})\s{0,9}$/.exec(source.slice(Math.max(0, start - 20), start))?.[1];
	return word !== undefined && wordsBeforeRegex.has(word);
}

/** From a slash to the one that ends the expression; stays where no such slash is left on the line. */
function skipRegex(source: string, start: number, regexes: { noneBefore: number }): number {
	if (start < regexes.noneBefore) return start;
	let inClass = false;
	for (let at = start + 1; at < source.length; at++) {
		const char = source[at];
		if (char === '\n' || char === '\r') break;
		if (char === '\\') at++;
		else if (char === '[') inClass = true;
		else if (char === ']') inClass = false;
		else if (char === '/' && !inClass) return at;
	}
	// Without this a line of unfinished classes would be read to its end once for each slash.
	regexes.noneBefore = endOfLine(source, start);
	return start;
}

function endOfLine(source: string, start: number): number {
	let at = start;
	while (at < source.length && !/[\n\r\u2028\u2029]/.test(source[at] as string)) at++;
	return at;
}
