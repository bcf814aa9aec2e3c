/**
 * Text in bounded amounts: lists of strings, quoting, widths, clipping.
 *
 * Runs on: guest.
 * Trusts: nothing; strings are primitives, whose own indices and length no guest can replace.
 */
import { charCodeAt, type List, regExpExec, stringIndexOf, stringRepeat, stringSlice } from '../../codec/intrinsics.ts';

/** How many characters one call of the console writes, before `… n more characters`. */
export const textLimit = 2 ** 16;
/** How many characters of one string, key, name or stack are shown. */
export const stringLimit = 10_000;

/** Adds `value` at the end of a list without prototype. */
export function push<Value>(list: List<Value>, value: Value): void {
	list[list.length] = value;
}

/** Whether `text` holds `part`. */
export function includes(text: string, part: string): boolean {
	return stringIndexOf(text, part) !== -1;
}

/** Whether `text` begins with `part`. */
export function startsWith(text: string, part: string): boolean {
	return stringSlice(text, 0, part.length) === part;
}

/** Spaces, none where `count` is below 1. */
export function spaces(count: number): string {
	return count > 0 ? stringRepeat(' ', count) : '';
}

/** `count` and its noun: `1 item`, `2 items`. */
export function plural(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A name or source text, no longer than is readable. */
export function shorten(text: string): string {
	return text.length <= stringLimit ? text : `${stringSlice(text, 0, stringLimit)}…`;
}

/** Text that takes no more than `textLimit` characters. */
export interface Writer {
	write(text: string): void;
	isFull(): boolean;
	/** What was written, with a note of how much did not fit. */
	end(): string;
}

/** An empty writer. */
export function createWriter(): Writer {
	let text = '';
	let left = 0;
	return {
		write(part) {
			const room = textLimit - text.length;
			if (part.length <= room) {
				text += part;
				return;
			}
			text += stringSlice(part, 0, room);
			left += part.length - room;
		},
		isFull: () => left > 0,
		end: () => (left === 0 ? text : `${text}… ${plural(left, 'more character')}`),
	};
}

/** `text`, as long as a console text may be. */
export function clip(text: string): string {
	const writer = createWriter();
	writer.write(text);
	return writer.end();
}

/** `text` with `indentation` before each line, as long as a console text may be. */
export function indentLines(text: string, indentation: string): string {
	if (indentation === '') return text;
	const writer = createWriter();
	let start = 0;
	while (!writer.isFull()) {
		const end = stringIndexOf(text, '\n', start);
		writer.write(indentation);
		writer.write(stringSlice(text, start, end === -1 ? text.length : end + 1));
		if (end === -1) break;
		start = end + 1;
	}
	return writer.end();
}

/** Below U+0300 every character takes one column. */
const beyondLatin = /[^\0-\u02ff]/;

/** Columns that `text` takes in a terminal: two for wide characters, none for marks that join the one before. */
export function widthOf(text: string): number {
	if (regExpExec(beyondLatin, text) === null) return text.length;
	let width = 0;
	for (let index = 0; index < text.length; index++) {
		const code = charCodeAt(text, index);
		width += code < 0x300 ? 1 : widthOfUnit(code, index + 1 < text.length ? charCodeAt(text, index + 1) : 0);
	}
	return width;
}

/** First and last of the ranges of UTF-16 units in which every character is two columns wide. */
const wideRanges: readonly (readonly [number, number])[] = [
	[0x1100, 0x115f],
	[0x2e80, 0x303e],
	[0x3041, 0xa4cf],
	[0xa960, 0xa97c],
	[0xac00, 0xd7a3],
	[0xf900, 0xfaff],
	[0xfe30, 0xfe6f],
	[0xff01, 0xff60],
	[0xffe0, 0xffe6],
];

function widthOfUnit(code: number, next: number): number {
	if (code < 0x370 || code === 0x200b || code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f)) return 0;
	// A pair counts at its first half: pictographs and rare ideographs (planes 1 to 3) are wide.
	if (code >= 0xd800 && code <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) return code >= 0xd83c && code <= 0xd8bf ? 2 : 1;
	if (code >= 0xdc00 && code <= 0xdfff) return 0;
	for (let index = 0; index < wideRanges.length; index++) {
		const range = wideRanges[index] as readonly [number, number];
		if (code >= range[0] && code <= range[1]) return 2;
	}
	return 1;
}
