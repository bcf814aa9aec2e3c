/**
 * How records, arrays, Maps and Sets are written as nodes.
 *
 * Runs on: host, carriers and guest.
 * Trusts: nothing of the object. A getter is never run. What throws here becomes a `CopyError` in `encode.ts`.
 */
import type { Graph, Place } from './graph.ts';
import { charge, roomIn, sizeError, write, writeKey } from './graph.ts';
import {
	getOwnPropertyDescriptor,
	getOwnPropertySymbols,
	hasOwn,
	isSafeInteger,
	lookupGetter,
	mapForEach,
	mapSize,
	NumberFunction,
	objectKeys,
	ownKeys,
	setForEach,
	setSize,
} from './intrinsics.ts';
import { entryKey, entryValue, nodeRefusal, refusal } from './path.ts';

/** `["o",k,v,…]`, or with the tag `n`. */
export function writeRecord(graph: Graph, id: number, record: object, tag: 'o' | 'n'): string {
	let text = '["' + tag + '"';
	const room = roomIn(graph);
	refuseSymbols(graph, id, record);
	const keys = objectKeys(record);
	for (let i = 0; i < keys.length; i += 1) {
		const key = keys[i] as string;
		if (key === '__proto__') throw refusal(graph, id, key, 'the key "__proto__"');
		text += ',' + writeKey(graph, key) + ',' + write(graph, id, key, readOwn(graph, id, record, key));
		if (text.length > room) throw sizeError(graph, text.length);
	}
	return text + ']';
}

/** `["a",v,…]`, or `["h",length,i,v,…]` where there are holes. */
export function writeArray(graph: Graph, id: number, array: readonly unknown[]): string {
	const length = getOwnPropertyDescriptor(array, 'length')?.value as unknown;
	if (!isSafeInteger(length)) throw nodeRefusal(graph, id, 'an array without a length');
	const keys = ownKeys(array);
	// Indices come first among own keys: without holes `length` follows the last of them.
	const dense = keys.length > length && keys[length] === 'length';
	if (!dense) return writeSparse(graph, id, array, keys, length);
	refuseExtras(graph, id, array, keys, length + 1, 'an extra property of an array');
	let text = '["a"';
	const room = roomIn(graph);
	for (let i = 0; i < length; i += 1) {
		text += ',' + write(graph, id, i, readOwn(graph, id, array, i));
		if (text.length > room) throw sizeError(graph, text.length);
	}
	return text + ']';
}

function writeSparse(graph: Graph, id: number, array: readonly unknown[], keys: readonly (string | symbol)[], length: number): string {
	let text = '["h",' + length;
	const room = roomIn(graph);
	let i = 0;
	for (; i < keys.length; i += 1) {
		const key = keys[i];
		const index = typeof key === 'string' ? NumberFunction(key) : length;
		if (!(index < length) || '' + index !== key) break;
		text += ',' + index + ',' + write(graph, id, index, readOwn(graph, id, array, index));
		if (text.length > room) throw sizeError(graph, text.length);
	}
	refuseExtras(graph, id, array, keys, i, 'an extra property of an array');
	charge(graph, length - i);
	return text + ']';
}

/** `["m",k,v,…]` */
export function writeMap(graph: Graph, id: number, map: ReadonlyMap<unknown, unknown>): string {
	let text = '["m"';
	let entry = 0;
	const room = roomIn(graph);
	mapSize(map);
	refuseExtras(graph, id, map, ownKeys(map), 0, 'an extra property of a Map');
	mapForEach(map, (value, key) => {
		text += ',' + write(graph, id, entryKey(entry), key) + ',' + write(graph, id, entryValue(entry), value);
		if (text.length > room) throw sizeError(graph, text.length);
		entry += 1;
	});
	return text + ']';
}

/** `["s",v,…]` */
export function writeSet(graph: Graph, id: number, set: ReadonlySet<unknown>): string {
	let text = '["s"';
	let entry = 0;
	const room = roomIn(graph);
	setSize(set);
	refuseExtras(graph, id, set, ownKeys(set), 0, 'an extra property of a Set');
	setForEach(set, (value) => {
		text += ',' + write(graph, id, entryValue(entry), value);
		if (text.length > room) throw sizeError(graph, text.length);
		entry += 1;
	});
	return text + ']';
}

/** The value of an own property that must not be an accessor. */
function readOwn(graph: Graph, id: number, holder: object, key: string | number): unknown {
	if (lookupGetter(holder, key) !== undefined) throw refusal(graph, id, key, 'an accessor');
	const value = (holder as Record<string | number, unknown>)[key];
	if (value !== undefined) return value;
	// A setter alone reads as undefined too, and so does what a proxy only claims to have.
	const property = getOwnPropertyDescriptor(holder, key);
	if (property === undefined) throw nodeRefusal(graph, id, 'an object that changes while it is read');
	if (!hasOwn(property, 'value')) throw refusal(graph, id, key, 'an accessor');
	return undefined;
}

function refuseSymbols(graph: Graph, id: number, record: object): void {
	const symbols = getOwnPropertySymbols(record);
	if (symbols.length > 0) refuseExtras(graph, id, record, symbols, 0, 'a symbol key');
}

/** Refuses enumerable own properties that the node has no room for. */
export function refuseExtras(
	graph: Graph,
	id: number,
	object: object,
	keys: readonly (string | symbol)[],
	from: number,
	found: string,
): void {
	for (let i = from; i < keys.length; i += 1) {
		const key = keys[i] as Place | symbol;
		if (getOwnPropertyDescriptor(object, key)?.enumerable) throw refusal(graph, id, key, found);
	}
}
