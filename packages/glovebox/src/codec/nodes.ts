/**
 * How each kind of object is written as a node, but for buffers and views.
 *
 * Runs on: host, carriers and guest.
 * Trusts: nothing of the object. A getter is never run, except for an error's name and message. What throws here becomes
 * a `CopyError` in `encode.ts`.
 */
import type { Graph, Place } from './graph.ts';
import { chargeBytes, write, writeString } from './graph.ts';
import {
	getOwnPropertyDescriptor,
	getTime,
	hasOwn,
	isFiniteNumber,
	isSafeInteger,
	mapForEach,
	mapSize,
	NumberFunction,
	ownKeys,
	regExpFlags,
	regExpSource,
	setForEach,
	setSize,
} from './intrinsics.ts';
import { entryKey, entryValue, nodeRefusal, refusal } from './path.ts';

/** `["o",k,v,…]`, or with the tag `n`. */
export function writeRecord(graph: Graph, id: number, record: object, tag: 'o' | 'n'): string {
	let text = '["' + tag + '"';
	const keys = ownKeys(record);
	for (let i = 0; i < keys.length; i += 1) {
		const key = keys[i] as string | symbol;
		const property = getOwnPropertyDescriptor(record, key);
		if (property === undefined || !property.enumerable) continue;
		text += writeProperty(graph, id, key, property);
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
	for (let i = 0; i < length; i += 1) text += ',' + write(graph, id, i, element(graph, id, array, i));
	return text + ']';
}

function writeSparse(graph: Graph, id: number, array: readonly unknown[], keys: readonly (string | symbol)[], length: number): string {
	let text = '["h",' + length;
	let holes = length;
	let i = 0;
	for (; i < keys.length; i += 1) {
		const index = NumberFunction(keys[i]);
		if (!(index < length) || '' + index !== keys[i]) break;
		text += ',' + index + ',' + write(graph, id, index, element(graph, id, array, index));
		holes -= 1;
	}
	refuseExtras(graph, id, array, keys, i, 'an extra property of an array');
	chargeBytes(graph, holes);
	return text + ']';
}

function element(graph: Graph, id: number, array: readonly unknown[], index: number): unknown {
	const property = getOwnPropertyDescriptor(array, index);
	if (property === undefined) throw nodeRefusal(graph, id, 'an array that changes while it is read');
	if (!hasOwn(property, 'value')) throw refusal(graph, id, index, 'an accessor');
	return property.value;
}

/** `["m",k,v,…]` */
export function writeMap(graph: Graph, id: number, map: ReadonlyMap<unknown, unknown>): string {
	let text = '["m"';
	let entry = 0;
	mapSize(map);
	refuseExtras(graph, id, map, ownKeys(map), 0, 'an extra property of a Map');
	mapForEach(map, (value, key) => {
		text += ',' + write(graph, id, entryKey(entry), key) + ',' + write(graph, id, entryValue(entry), value);
		entry += 1;
	});
	return text + ']';
}

/** `["s",v,…]` */
export function writeSet(graph: Graph, id: number, set: ReadonlySet<unknown>): string {
	let text = '["s"';
	let entry = 0;
	setSize(set);
	refuseExtras(graph, id, set, ownKeys(set), 0, 'an extra property of a Set');
	setForEach(set, (value) => {
		text += ',' + write(graph, id, entryValue(entry), value);
		entry += 1;
	});
	return text + ']';
}

/** `["d",ms]` or `["d",null]` */
export function writeDate(graph: Graph, id: number, date: Date): string {
	const time = getTime(date);
	refuseExtras(graph, id, date, ownKeys(date), 0, 'an extra property of a Date');
	return '["d",' + (isFiniteNumber(time) ? time : 'null') + ']';
}

/** `["r",source,flags]` */
export function writeRegExp(graph: Graph, id: number, pattern: RegExp): string {
	const source = regExpSource(pattern);
	refuseExtras(graph, id, pattern, ownKeys(pattern), 0, 'an extra property of a RegExp');
	let flags = '';
	for (let i = 0; i < regExpFlags.length; i += 1) {
		const flag = regExpFlags[i];
		if (flag?.[1]?.(pattern)) flags += flag[0];
	}
	return '["r",' + writeString(graph, source) + ',"' + flags + '"]';
}

/** `["e",class,name,message,k,v,…]` */
export function writeError(graph: Graph, id: number, error: Error, className: string): string {
	// Read once each, by an ordinary look-up: both usually lie on the prototype.
	const { name, message } = error as { name: unknown; message: unknown };
	const nameText = typeof name === 'string' ? name : className;
	let text =
		'["e","' + className + '",' + writeString(graph, nameText) + ',' + writeString(graph, typeof message === 'string' ? message : '');
	const keys = ownKeys(error);
	for (let i = 0; i < keys.length; i += 1) {
		const key = keys[i] as string | symbol;
		if (key === 'name' || key === 'message' || key === 'stack') continue;
		const property = getOwnPropertyDescriptor(error, key);
		const standard = key === 'cause' || (key === 'errors' && className === 'AggregateError');
		if (property === undefined || !(property.enumerable || standard)) continue;
		text += writeProperty(graph, id, key, property);
	}
	return text + ']';
}

function writeProperty(graph: Graph, id: number, key: string | symbol, property: PropertyDescriptor): string {
	if (typeof key === 'symbol') throw refusal(graph, id, key, 'a symbol key');
	if (key === '__proto__') throw refusal(graph, id, key, 'the key "__proto__"');
	if (!hasOwn(property, 'value')) throw refusal(graph, id, key, 'an accessor');
	return ',' + writeString(graph, key) + ',' + write(graph, id, key, property.value);
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
