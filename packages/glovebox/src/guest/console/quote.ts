/**
 * Strings as literals.
 *
 * Runs on: guest.
 * Trusts: nothing; its input is a primitive.
 */
import { charCodeAt, stringIndexOf, stringSlice } from '../../codec/intrinsics.ts';
import { includes, plural, spaces, stringLimit } from './text.ts';

const escapes: Readonly<Record<number, string>> = {
	__proto__: null,
	8: '\\b',
	9: '\\t',
	10: '\\n',
	11: '\\x0B',
	12: '\\f',
	13: '\\r',
	92: '\\\\',
} as never;
const upperHex = '0123456789ABCDEF';
const lowerHex = '0123456789abcdef';

/** `text` as a literal: single quotes, or double quotes or backticks where that saves escapes. */
export function quote(text: string): string {
	const mark = chooseMark(text);
	const markCode = charCodeAt(mark, 0);
	let literal = mark;
	let plainFrom = 0;
	for (let index = 0; index < text.length; index++) {
		const code = charCodeAt(text, index);
		if (isPair(text, index, code)) {
			index++;
			continue;
		}
		const escaped = code === markCode ? `\\${mark}` : escapeOf(code);
		if (escaped === undefined) continue;
		literal += stringSlice(text, plainFrom, index) + escaped;
		plainFrom = index + 1;
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

function isPair(text: string, index: number, code: number): boolean {
	if (code < 0xd800 || code > 0xdbff || index + 1 >= text.length) return false;
	const next = charCodeAt(text, index + 1);
	return next >= 0xdc00 && next <= 0xdfff;
}

/** The escape that a UTF-16 unit outside a pair needs, if any. */
function escapeOf(code: number): string | undefined {
	if (code >= 0xd800 && code <= 0xdfff) {
		return `\\u${lowerHex[code >> 12]}${lowerHex[(code >> 8) & 15]}${lowerHex[(code >> 4) & 15]}${lowerHex[code & 15]}`;
	}
	if (escapes[code] !== undefined) return escapes[code];
	if (code < 32 || (code >= 127 && code <= 159)) return `\\x${upperHex[code >> 4]}${upperHex[code & 15]}`;
	return undefined;
}
