/**
 * Strings as literals.
 *
 * Runs on: guest.
 * Trusts: nothing; its input is a primitive.
 */
import { charCodeAt, regExpExec, stringIndexOf, stringSlice } from '../../codec/intrinsics.ts';
import { includes, plural, spaces, stringLimit } from './text.ts';

const escapes: Readonly<Record<number, string>> = {
	__proto__: null,
	8: '\\b',
	9: '\\t',
	10: '\\n',
	11: '\\x0B',
	12: '\\f',
	13: '\\r',
	39: "\\'",
	92: '\\\\',
} as never;
const upperHex = '0123456789ABCDEF';
const lowerHex = '0123456789abcdef';
/** What is escaped wherever it stands: controls, backslashes, and halves of pairs that stand alone. */
const special = /[\0-\x1f\\\x7f-\x9f\ud800-\udfff]/gu;
/** The same, and the quote. */
const specialOrQuote = /[\0-\x1f'\\\x7f-\x9f\ud800-\udfff]/gu;

/** `text` as a literal: single quotes, or double quotes or backticks where that saves escapes. */
export function quote(text: string): string {
	const mark = chooseMark(text);
	const pattern = mark === "'" ? specialOrQuote : special;
	let literal = mark;
	let plainFrom = 0;
	pattern.lastIndex = 0;
	for (let found = regExpExec(pattern, text); found !== null; found = regExpExec(pattern, text)) {
		literal += stringSlice(text, plainFrom, found.index) + escapeOf(charCodeAt(text, found.index));
		plainFrom = found.index + 1;
	}
	return literal + stringSlice(text, plainFrom) + mark;
}

/** A string inside something else: quoted, clipped, and broken after its line feeds where it is too long for `width`. */
export function quoteWithin(text: string, width: number, indentation: number): string {
	const shown = text.length > stringLimit ? stringSlice(text, 0, stringLimit) : text;
	const note = text.length > stringLimit ? `... ${plural(text.length - stringLimit, 'more character')}` : '';
	if (shown.length <= 16 || shown.length <= width || !includes(shown, '\n')) return quote(shown) + note;
	let literal = '';
	let start = 0;
	while (start < shown.length) {
		const found = stringIndexOf(shown, '\n', start);
		const end = found === -1 ? shown.length : found + 1;
		literal += (start === 0 ? '' : ` +\n${spaces(indentation + 2)}`) + quote(stringSlice(shown, start, end));
		start = end;
	}
	return literal + note;
}

function chooseMark(text: string): string {
	if (!includes(text, "'")) return "'";
	if (!includes(text, '"')) return '"';
	return includes(text, '`') || includes(text, '${') ? "'" : '`';
}

/** The escape of a UTF-16 unit that needs one. */
function escapeOf(code: number): string {
	const short = escapes[code];
	if (short !== undefined) return short;
	if (code < 0x100) return `\\x${upperHex[code >> 4]}${upperHex[code & 15]}`;
	return `\\u${lowerHex[code >> 12]}${lowerHex[(code >> 8) & 15]}${lowerHex[(code >> 4) & 15]}${lowerHex[code & 15]}`;
}
