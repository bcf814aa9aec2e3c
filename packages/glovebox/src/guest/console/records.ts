/**
 * The table of an object: a row for each property, a column for each name that the rows have.
 *
 * Runs on: guest.
 * Trusts: nothing.
 */
import {
	createList,
	getOwnPropertyDescriptor,
	hasOwn,
	isArray,
	type List,
	mathMin,
	ownKeys,
	StringFunction,
} from '../../codec/intrinsics.ts';
import { cellText, type Cells, hasRoom, mostColumns, namesOf } from './cells.ts';
import { accessorText } from './members.ts';
import { dataOf, ownData } from './property.ts';
import type { Grid } from './table.ts';
import { push } from './text.ts';

/** A row while its columns are not known yet. */
interface Entry {
	readonly key: string;
	/** By column. */
	readonly cells: Record<string, string | undefined>;
	/** What is in the row where that is no object. */
	readonly primitive: string | undefined;
}

/** Reads the rows of `data`, with the columns that `chosen` names or else all. */
export function readRecords(cells: Cells, data: object, chosen: readonly unknown[] | undefined): Grid {
	const chosenNames = chosen === undefined ? undefined : readNames(chosen);
	const keys = namesOf(cells, data);
	const columns: Record<string, true> = { __proto__: null } as never;
	const entries = createList<Entry>();
	for (let index = 0; index < keys.length && hasRoom(cells, entries.length); index++) {
		const key = keys[index] as string;
		push(entries, readEntry(cells, key, dataOf(getOwnPropertyDescriptor(data, key)), columns, chosenNames));
	}
	const count = isArray(data) ? data.length : keys.length;
	return arrange(entries, columns, count);
}

function readNames(chosen: readonly unknown[]): List<string> {
	const names = createList<string>();
	const length = mathMin(chosen.length, mostColumns);
	for (let index = 0; index < length; index++) {
		const name = ownData(chosen, index);
		if (typeof name === 'string' || typeof name === 'number') push(names, StringFunction(name));
	}
	return names;
}

function readEntry(cells: Cells, key: string, item: unknown, columns: Record<string, true>, chosen: List<string> | undefined): Entry {
	const entry: Record<string, string | undefined> = { __proto__: null } as never;
	const isObject = (typeof item === 'object' && item !== null) || typeof item === 'function';
	if (!isObject && chosen === undefined) return { key, cells: entry, primitive: cellText(cells, item) };
	const names = chosen ?? namesOf(cells, item as object);
	const length = mathMin(names.length, mostColumns);
	for (let index = 0; index < length; index++) {
		const name = names[index] as string;
		columns[name] = true;
		if (isObject) entry[name] = readCell(cells, item as object, name);
	}
	return { key, cells: entry, primitive: undefined };
}

function readCell(cells: Cells, item: object, name: string): string {
	const descriptor = getOwnPropertyDescriptor(item, name);
	if (descriptor === undefined) return '';
	return hasOwn(descriptor, 'value') ? cellText(cells, descriptor.value) : accessorText(descriptor);
}

/** The record of columns has the order of the language, integers first, as in Node. */
function arrange(entries: List<Entry>, columns: Record<string, true>, count: number): Grid {
	const names = ownKeys(columns) as readonly string[];
	const length = mathMin(names.length, mostColumns);
	let primitives = false;
	for (let index = 0; index < entries.length; index++) primitives ||= (entries[index] as Entry).primitive !== undefined;
	const heads = createList<string>();
	push(heads, '(index)');
	for (let column = 0; column < length; column++) push(heads, names[column] as string);
	if (primitives) push(heads, 'Values');
	const rows = createList<List<string>>();
	for (let index = 0; index < entries.length; index++) {
		const entry = entries[index] as Entry;
		const row = createList<string>();
		push(row, entry.key);
		for (let column = 0; column < length; column++) push(row, entry.cells[names[column] as string] ?? '');
		if (primitives) push(row, entry.primitive ?? '');
		push(rows, row);
	}
	return { heads, rows, count };
}
