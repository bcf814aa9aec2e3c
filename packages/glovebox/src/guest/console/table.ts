/**
 * `console.table`: a value as rows and columns.
 *
 * Runs on: guest.
 * Trusts: nothing. Getters are not called; what the traps of a proxy throw is contained. Rows, columns and characters are bounded.
 */
import { createList, isArray, type List, mapSize, setSize } from '../../codec/intrinsics.ts';
import { mapEntries, nextMapEntry, nextSetValue, setValues } from './intrinsics.ts';
import { drawBox } from './box.ts';
import { cellText, createCells, type Cells, hasRoom } from './cells.ts';
import { succeeds } from './kind.ts';
import { readRecords } from './records.ts';
import { plural, push } from './text.ts';

/** Rows read from a value, and how many it has. */
export interface Grid {
	readonly heads: List<string>;
	readonly rows: List<List<string>>;
	readonly count: number;
}

/** The table of `data`, or `undefined` where there is nothing to make a table of. */
export function writeTable(data: unknown, columns: unknown): string | undefined {
	if (typeof data !== 'object' || data === null) return undefined;
	try {
		const { heads, rows, count } = readGrid(createCells(), data, isArray(columns) ? columns : undefined);
		return drawBox(heads, rows, rows.length < count ? `… ${plural(count - rows.length, 'more row')}` : '');
	} catch {
		return undefined;
	}
}

function readGrid(cells: Cells, data: object, columns: readonly unknown[] | undefined): Grid {
	if (succeeds(mapSize, data)) return readMap(cells, data);
	if (succeeds(setSize, data)) return readSet(cells, data);
	return readRecords(cells, data, columns);
}

function readMap(cells: Cells, data: object): Grid {
	const rows = createList<List<string>>();
	const iterator = mapEntries(data);
	for (let next = nextMapEntry(iterator); !next.done && hasRoom(cells, rows.length); next = nextMapEntry(iterator)) {
		push(rows, rowOf(`${rows.length}`, cellText(cells, next.value[0]), cellText(cells, next.value[1])));
	}
	return { heads: rowOf('(iteration index)', 'Key', 'Values'), rows, count: mapSize(data as ReadonlyMap<unknown, unknown>) };
}

function readSet(cells: Cells, data: object): Grid {
	const rows = createList<List<string>>();
	const iterator = setValues(data);
	for (let next = nextSetValue(iterator); !next.done && hasRoom(cells, rows.length); next = nextSetValue(iterator)) {
		push(rows, rowOf(`${rows.length}`, cellText(cells, next.value)));
	}
	return { heads: rowOf('(iteration index)', 'Values'), rows, count: setSize(data as ReadonlySet<unknown>) };
}

function rowOf(...texts: readonly string[]): List<string> {
	const row = createList<string>();
	for (let index = 0; index < texts.length; index++) push(row, texts[index] as string);
	return row;
}
