/**
 * The cells of a table, and how many there may be.
 *
 * Runs on: guest.
 * Trusts: nothing.
 */
import { createList, isArray, type List, mathMin, ownKeys, stringSlice } from '../../codec/intrinsics.ts';
import { isEnumerable } from './intrinsics.ts';
import { inspect } from './inspect.ts';
import type { KeyBudget } from './property.ts';
import { push, textLimit } from './text.ts';

/** How many columns a table has at most. */
export const mostColumns = 100;
const mostRows = 1_000;
const longestCell = 1_000;
const mostCells = 20_000;

/** What may still be written and looked at. */
export interface Cells extends KeyBudget {
	charactersLeft: number;
	cellsLeft: number;
}

/** The budget of a whole table. */
export function createCells(): Cells {
	return { charactersLeft: textLimit, cellsLeft: mostCells, keysLeft: 250_000 };
}

/** Whether another row may be read after `rows` rows. */
export function hasRoom(cells: Cells, rows: number): boolean {
	return rows < mostRows && cells.charactersLeft > 0 && cells.cellsLeft > 0 && cells.keysLeft > 0;
}

/** A value in a cell: one line, of an object no more than one level. */
export function cellText(cells: Cells, value: unknown): string {
	const crowded = typeof value === 'object' && value !== null && !isArray(value) && namesOf(cells, value).length > 2;
	const text = stringSlice(inspect(value, { depth: crowded ? -1 : 0, items: 3, width: Infinity }), 0, longestCell);
	cells.charactersLeft -= text.length;
	cells.cellsLeft -= 1;
	return text;
}

/** The enumerable own string keys of `value`; of an array no more than can be shown. */
export function namesOf(cells: Cells, value: object): List<string> {
	const names = createList<string>();
	const keys = isArray(value) ? indicesOf(value) : ownKeys(value);
	cells.keysLeft -= keys.length;
	for (let index = 0; index < keys.length && cells.keysLeft > 0; index++) {
		const key = keys[index] as PropertyKey;
		if (typeof key === 'string' && isEnumerable(value, key)) push(names, key);
	}
	return names;
}

function indicesOf(value: readonly unknown[]): List<string> {
	const indices = createList<string>();
	const length = mathMin(value.length, mostRows);
	for (let index = 0; index < length; index++) push(indices, `${index}`);
	return indices;
}
