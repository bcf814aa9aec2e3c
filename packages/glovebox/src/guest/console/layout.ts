/**
 * Entries of an object on one line where they fit, in columns where an array has many short ones, else on a line each.
 * The numbers are those of Node, so that the texts are too.
 *
 * Runs on: guest.
 * Trusts: nothing.
 */
import { arrayJoin, createList, type List, mathFloor, mathMax, mathMin } from '../../codec/intrinsics.ts';
import { round, sqrt } from './intrinsics.ts';
import type { Inspection } from './inspection.ts';
import { includes, push, spaces, widthOf } from './text.ts';

/** Whether entries are items, which may stand in columns, and how those are aligned. */
export type Columns = 'none' | 'left' | 'right';

/** An object ready to be put together. */
export interface Parts {
	/** What stands before the bracket: `[Function: f]`, a stack; often empty. */
	readonly base: string;
	readonly open: string;
	readonly close: string;
	readonly entries: List<string>;
	readonly columns: Columns;
}

/** How many levels of objects may share a line. */
const levelsOnLine = 3;
/** Fewer items than this are never put in columns. */
const fewestInColumns = 7;

/** Puts an object together. `level` is its own. */
export function layOut(inspection: Inspection, parts: Parts, level: number): string {
	const { base, open, close } = parts;
	const grouped = parts.columns !== 'none' && parts.entries.length >= fewestInColumns;
	const entries = grouped ? group(inspection, parts.entries, parts.columns === 'right') : parts.entries;
	const before = base === '' ? '' : `${base} `;
	if (inspection.entered - level < levelsOnLine && entries === parts.entries && fitsLine(inspection, parts)) {
		const line = arrayJoin(entries, ', ');
		if (!includes(line, '\n')) return `${before}${open} ${line} ${close}`;
	}
	const lineStart = `\n${spaces(inspection.indentation)}`;
	return `${before}${open}${lineStart}  ${arrayJoin(entries, `,${lineStart}  `)}${lineStart}${close}`;
}

function fitsLine(inspection: Inspection, { base, open, entries }: Parts): boolean {
	let width = 2 * entries.length + inspection.indentation + open.length + base.length + 10;
	for (let index = 0; index < entries.length && width <= inspection.width; index++) width += (entries[index] as string).length;
	return width <= inspection.width && !includes(base, '\n');
}

/** The same entries, several to a line where at least two columns fit. */
function group(inspection: Inspection, entries: List<string>, alignRight: boolean): List<string> {
	// A last entry that says how many items are left off stays out of the columns.
	const count = entries.length > inspection.items ? entries.length - 1 : entries.length;
	const widths = createList<number>();
	let total = 0;
	let widest = 0;
	for (let index = 0; index < count; index++) {
		const width = widthOf(entries[index] as string);
		push(widths, width);
		total += width + 2;
		widest = mathMax(widest, width);
	}
	const columns = columnsFor(inspection, entries.length, count, total, widest + 2);
	if (columns <= 1) return entries;
	const lines = createList<string>();
	const columnWidths = measureColumns(widths, columns);
	for (let start = 0; start < count; start += columns) {
		push(lines, writeLine(entries, widths, columnWidths, start, mathMin(start + columns, count), alignRight));
	}
	if (count < entries.length) push(lines, entries[count] as string);
	return lines;
}

/** How many columns make a block about as wide as it is high; 1 where widths differ too much for columns. */
function columnsFor(inspection: Inspection, entryCount: number, count: number, total: number, cell: number): number {
	const fits = cell * 3 + inspection.indentation < inspection.width;
	if (!fits || (total / cell <= 5 && cell > 8)) return 1;
	const typical = mathMax(cell - 3 - sqrt(cell - total / entryCount), 1);
	const square = round(sqrt(2.5 * typical * count) / typical);
	return mathMin(square, mathFloor((inspection.width - inspection.indentation) / cell), levelsOnLine * 4, 15);
}

function measureColumns(widths: List<number>, columns: number): List<number> {
	const columnWidths = createList<number>();
	for (let column = 0; column < columns; column++) {
		let widest = 0;
		for (let index = column; index < widths.length; index += columns) widest = mathMax(widest, widths[index] as number);
		push(columnWidths, widest + 2);
	}
	return columnWidths;
}

function writeLine(
	entries: List<string>,
	widths: List<number>,
	columnWidths: List<number>,
	start: number,
	end: number,
	alignRight: boolean,
): string {
	let line = '';
	for (let index = start; index < end; index++) {
		const last = index === end - 1;
		const padding = spaces((columnWidths[index - start] as number) - (widths[index] as number) - 2);
		const cell = last ? (entries[index] as string) : `${entries[index]}, `;
		if (alignRight) line += padding + cell;
		else line += last ? cell : cell + padding;
	}
	return line;
}
