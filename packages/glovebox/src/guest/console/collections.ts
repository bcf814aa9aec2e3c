/**
 * Arrays, typed arrays, Sets and Maps: their size in front, their items inside.
 *
 * Runs on: guest.
 * Trusts: nothing.
 */
import { mapSize, setSize, typedArrayLength, typedArrayName } from '../../codec/intrinsics.ts';
import { type Body, bracedBody, type Describe, listBody } from './body.ts';
import { prefixOf } from './identity.ts';
import { writeArray, writeMap, writeSet, writeTypedArray } from './items.ts';
import { keysOf, namedKeysOf } from './members.ts';

/** `[ 1, 2 ]`, `Sub(2) [ 1, 2 ]` */
export const describeArray: Describe = (inspection, value, identity): Body => {
	const array = value as readonly unknown[];
	const length = lengthOf(array);
	const prefix = identity.name === 'Array' && identity.tag === '' ? '' : prefixOf(identity, 'Array', `(${length})`);
	const keys = namedKeysOf(inspection, array, length);
	if (length === 0) return listBody(prefix, keys);
	return listBody(prefix, keys, (entries, level) =>
		writeArray(inspection, array, length, level, entries) && keys.length === 0 ? 'right' : 'left',
	);
};

/** A proxy of an array can give any length. */
function lengthOf(array: readonly unknown[]): number {
	const length: unknown = array.length;
	return typeof length === 'number' && length > 0 ? length : 0;
}

/** `Uint8Array(2) [ 1, 2 ]` */
export const describeTypedArray: Describe = (inspection, value, identity): Body => {
	const length = typedArrayLength(value);
	const keys = namedKeysOf(inspection, value, length);
	const prefix = prefixOf(identity, typedArrayName(value) ?? '', `(${length})`);
	if (length === 0) return listBody(prefix, keys);
	return listBody(prefix, keys, (entries) => {
		writeTypedArray(inspection, value as ArrayLike<unknown>, length, entries);
		return keys.length === 0 ? 'right' : 'left';
	});
};

/** `Set(2) { 1, 2 }` */
export const describeSet: Describe = (inspection, value, identity): Body => {
	const size = setSize(value as ReadonlySet<unknown>);
	const prefix = prefixOf(identity, 'Set', `(${size})`);
	const keys = keysOf(inspection, value);
	if (size === 0) return bracedBody(prefix, keys);
	return bracedBody(prefix, keys, (entries, level) => {
		writeSet(inspection, value, level, entries);
		return 'none';
	});
};

/** `Map(1) { 'a' => 1 }` */
export const describeMap: Describe = (inspection, value, identity): Body => {
	const size = mapSize(value as ReadonlyMap<unknown, unknown>);
	const prefix = prefixOf(identity, 'Map', `(${size})`);
	const keys = keysOf(inspection, value);
	if (size === 0) return bracedBody(prefix, keys);
	return bracedBody(prefix, keys, (entries, level) => {
		writeMap(inspection, value, level, entries);
		return 'none';
	});
};
