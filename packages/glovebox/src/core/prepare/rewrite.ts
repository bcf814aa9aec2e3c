/** Rewriting a text by small edits that keep every line, with the map back to where its columns were. */
import { editedPositions, identityPositions, type PositionMap, type Stretch } from '../positions.ts';

/** A place in the text, as offsets: `start` is the first, `end` the one behind the last. */
export interface Range {
	readonly start: number;
	readonly end: number;
}

interface Edit extends Range {
	readonly text: string;
	/** Which of several edits at one offset comes first: what ends something, what begins something, what replaces something. */
	readonly rank: 0 | 1 | 2;
}

/** Edits of one text. They may be made in any order and must not overlap. */
export interface Edits {
	/** Puts text in front of what starts at an offset. Of two at one offset, the one made first is further left. */
	before(offset: number, text: string): void;
	/** Puts text behind what ends at an offset. */
	after(offset: number, text: string): void;
	/** Replaces a range; a shorter text is filled up with blanks, so that nothing to the right of it moves. */
	replace(start: number, end: number, text: string): void;
	readonly list: readonly Edit[];
}

export function createEdits(): Edits {
	const list: Edit[] = [];
	return {
		before: (offset, text) => void list.push({ start: offset, end: offset, text, rank: 1 }),
		after: (offset, text) => void list.push({ start: offset, end: offset, text, rank: 0 }),
		replace: (start, end, text) => void list.push({ start, end, text, rank: 2 }),
		list,
	};
}

export interface Rewritten {
	/** The text outside of `hidden`; what is inside is blank, but for a semicolon at its start. */
	readonly code: string;
	/** The text inside of `hidden`, each character at the same line and column as it would have in `code`. */
	readonly hiddenCode: string;
	readonly positions: PositionMap;
}

/** Applies edits. `hidden` ranges are in order, apart, and no edit crosses their ends. */
export function rewrite(source: string, edits: Edits, hidden: readonly Range[] = []): Rewritten {
	const pieces = cut(source, edits, hidden);
	const code: string[] = [];
	const hiddenCode: string[] = [];
	for (const { text, inside, first } of pieces) {
		const blanks = blank(text);
		code.push(!inside ? text : first ? `;${blanks.slice(1)}` : blanks);
		if (hidden.length > 0) hiddenCode.push(inside ? text : blanks);
	}
	return { code: code.join(''), hiddenCode: hiddenCode.join(''), positions: positionsOf(source, pieces) };
}

interface Piece {
	readonly text: string;
	/** How much of the source it stands for, in the same number of lines. */
	readonly replaced: string;
	readonly inside: boolean;
	/** Whether it is the first of its hidden range. */
	readonly first: boolean;
}

function cut(source: string, edits: Edits, hidden: readonly Range[]): Piece[] {
	const borders = hidden.flatMap(({ start, end }): Edit[] => [
		{ start, end: start, text: '', rank: 1 },
		{ start: end, end, text: '', rank: 0 },
	]);
	const sorted = [...edits.list, ...borders].sort((a, b) => a.start - b.start || a.rank - b.rank);
	const pieces: Piece[] = [];
	let range = 0;
	let at = 0;
	const add = (start: number, text: string, replaced: string): void => {
		if (text === '') return;
		while (range < hidden.length && (hidden[range] as Range).end <= start) range++;
		const from = hidden[range]?.start ?? Infinity;
		// What is inserted at the very start of a range belongs to what ends there.
		const inside = replaced === '' ? start > from : start >= from;
		pieces.push({ text, replaced, inside, first: inside && start === from });
	};
	for (const edit of sorted) {
		add(at, source.slice(at, edit.start), source.slice(at, edit.start));
		const replaced = source.slice(edit.start, edit.end);
		add(edit.start, fill(edit.text, replaced), replaced);
		at = edit.end;
	}
	add(at, source.slice(at), source.slice(at));
	return pieces;
}

/** A text in place of another: as wide as its first line, and as many lines. */
function fill(text: string, replaced: string): string {
	const lineEnd = replaced.search(/[\n\r\u2028\u2029]/);
	if (lineEnd < 0) return text.padEnd(replaced.length);
	return text.padEnd(lineEnd) + blank(replaced.slice(lineEnd));
}

function blank(text: string): string {
	return text.replace(/[^\n\r\u2028\u2029]/g, ' ');
}

function positionsOf(source: string, pieces: readonly Piece[]): PositionMap {
	if (pieces.every(({ text, replaced }) => text.length === replaced.length)) return identityPositions;
	const lines = new Map<number, Stretch[]>();
	let line = 1;
	let column = 1;
	let original = 1;
	for (const { text, replaced } of pieces) {
		if (text.length !== replaced.length) {
			const width = text.length - replaced.length;
			const stretches = lines.get(line) ?? [];
			stretches.push({ column, original, fixed: true });
			const firstLine = replaced.split(/[\n\r\u2028\u2029]/, 1)[0] as string;
			stretches.push({ column: column + firstLine.length + width, original: original + firstLine.length, fixed: false });
			lines.set(line, stretches);
		}
		const ends = [...text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)];
		const end = ends.at(-1);
		line += ends.length;
		const wide = end ? text.length - end.index - end[0].length : text.length;
		column = end ? wide + 1 : column + wide;
		original = end ? wide + 1 : original + replaced.length;
	}
	return editedPositions(lines, source.split(/\r\n|[\n\r\u2028\u2029]/).length);
}
