/**
 * The items of arrays, typed arrays, Sets and Maps, as many as are shown.
 *
 * Runs on: guest.
 * Trusts: nothing. Costs time for the items shown; only an array with holes near its start is asked for all its keys.
 */
import { getOwnPropertyDescriptor, type List, mapSize, mathMin, ownKeys, setSize } from '../../codec/intrinsics.ts';
import { mapEntries, nextMapEntry, nextSetValue, setValues } from './intrinsics.ts';
import { type Inspection, isSpent, spend } from './inspection.ts';
import { indexOfKey, writeDescriptor, writeInside } from './members.ts';
import { dataOf } from './property.ts';
import { plural, push } from './text.ts';

/** Writes the items of an array to `entries`; a run of holes is one entry. Returns whether all items shown are numbers. */
export function writeArray(
	inspection: Inspection,
	value: readonly unknown[],
	length: number,
	level: number,
	entries: List<string>,
): boolean {
	let keys: readonly PropertyKey[] | undefined;
	let nextKey = 0;
	let numeric = true;
	let index = 0;
	while (index < length && entries.length < inspection.items && !isSpent(inspection)) {
		const descriptor = getOwnPropertyDescriptor(value, index);
		if (descriptor !== undefined) {
			numeric = numeric && isNumeric(dataOf(descriptor));
			push(entries, writeDescriptor(inspection, descriptor, level));
			index += 1;
			continue;
		}
		keys ??= askedKeys(inspection, value);
		while (nextKey < keys.length && indexOfKey(keys[nextKey] as PropertyKey) < index) nextKey += 1;
		const end = nextKey < keys.length ? mathMin(indexOfKey(keys[nextKey] as PropertyKey), length) : length;
		numeric = false;
		push(entries, spend(inspection, `<${plural(end - index, 'empty item')}>`));
		// A trap can name a key that is then absent: never stand still.
		index = end > index ? end : index + 1;
	}
	writeRest(inspection, length - index, entries);
	return numeric;
}

/** Writes the items of a typed array. */
export function writeTypedArray(inspection: Inspection, value: ArrayLike<unknown>, length: number, entries: List<string>): void {
	const shown = mathMin(length, inspection.items);
	let index = 0;
	for (; index < shown && !isSpent(inspection); index++) push(entries, inspection.visit(inspection, value[index], 0));
	writeRest(inspection, length - index, entries);
}

/** Writes the values of a Set. */
export function writeSet(inspection: Inspection, value: object, level: number, entries: List<string>): void {
	const size = setSize(value as ReadonlySet<unknown>);
	const iterator = setValues(value);
	let written = 0;
	while (written < inspection.items && !isSpent(inspection)) {
		const next = nextSetValue(iterator);
		if (next.done) break;
		push(entries, writeInside(inspection, next.value, level));
		written += 1;
	}
	writeRest(inspection, size - written, entries);
}

/** Writes the entries of a Map as `key => value`. */
export function writeMap(inspection: Inspection, value: object, level: number, entries: List<string>): void {
	const size = mapSize(value as ReadonlyMap<unknown, unknown>);
	const iterator = mapEntries(value);
	let written = 0;
	while (written < inspection.items && !isSpent(inspection)) {
		const next = nextMapEntry(iterator);
		if (next.done) break;
		const key = writeInside(inspection, next.value[0], level);
		push(entries, key + spend(inspection, ' => ') + writeInside(inspection, next.value[1], level));
		written += 1;
	}
	writeRest(inspection, size - written, entries);
}

function askedKeys(inspection: Inspection, value: object): readonly PropertyKey[] {
	const keys = ownKeys(value);
	inspection.keysLeft -= keys.length;
	return keys;
}

function writeRest(inspection: Inspection, left: number, entries: List<string>): void {
	if (left > 0) push(entries, spend(inspection, `... ${plural(left, 'more item')}`));
}

function isNumeric(value: unknown): boolean {
	return typeof value === 'number' || typeof value === 'bigint';
}
