/**
 * What the encoder of graphs keeps while it works, and how a value is written into the text of its parent.
 *
 * Runs on: host, carriers and guest.
 * Trusts: nothing of the value. Objects are numbered when met and written later, in that order: no recursion, no path twice.
 */
import { SizeError } from './errors.ts';
import type { List } from './intrinsics.ts';
import { bigintToString, mapGet, mapSet, quote } from './intrinsics.ts';
import { refusal } from './path.ts';

/**
 * Where a value lies in its parent: a key, an index, or, below zero, an entry of a Map or Set, see `path.ts`.
 */
export type Place = string | number;

/** How deep objects may lie in one another: what decoders take where nothing else is said. */
const deepest = 100_000;

/** One encoding. Lists are by node number. */
export interface Graph {
	readonly root: string;
	readonly maxBytes: number;
	readonly ids: Map<object, number>;
	readonly values: List<object>;
	readonly parents: List<number>;
	/** By the shortest way from the root, which is 1. */
	readonly depths: List<number>;
	readonly places: List<Place>;
	readonly texts: List<string>;
	/** Every buffer met, and how much of it crosses. */
	readonly buffers: Map<ArrayBuffer, BufferUse>;
	/** The quoted text of each key that a record had: records usually come in rows. */
	readonly keyTexts: Record<string, string>;
	/** Characters of finished nodes, and bytes, so far. Each hole counts as one: it is a node, and no other costs less. */
	size: number;
}

export interface BufferUse {
	readonly id: number;
	/** The buffer itself is part of the graph, not only views of it. */
	whole: boolean;
	readonly views: List<ViewUse>;
}

export interface ViewUse {
	readonly id: number;
	readonly name: string;
	readonly byteOffset: number;
	readonly byteLength: number;
	readonly length: number;
}

/** Writes a value as an item of its parent's node. */
export function write(graph: Graph, parent: number, place: Place, value: unknown): string {
	switch (typeof value) {
		case 'string':
			return writeString(graph, value);
		case 'number':
			return numberText(value);
		case 'boolean':
			return value ? 'true' : 'false';
		case 'undefined':
			return '[-1]';
		case 'bigint':
			return '["' + bigintToString(value, 16) + '"]';
		case 'symbol':
			throw refusal(graph, parent, place, 'a symbol');
		case 'function':
			throw refusal(graph, parent, place, 'a function');
		default:
			return value === null ? 'null' : '[' + idOf(graph, parent, place, value as object, true) + ']';
	}
}

/** Writes a string, quoted. */
export function writeString(graph: Graph, text: string): string {
	if (text.length > graph.maxBytes) throw sizeError(graph, text.length);
	return quote(text);
}

/** Writes a key, quoted. */
export function writeKey(graph: Graph, key: string): string {
	const known = graph.keyTexts[key];
	if (known !== undefined) return known;
	const text = writeString(graph, key);
	graph.keyTexts[key] = text;
	return text;
}

/** The number of an object's node; one that was not met before gets the next number. `whole`: all of a buffer crosses. */
export function idOf(graph: Graph, parent: number, place: Place, value: object, whole: boolean): number {
	const known = mapGet(graph.ids, value);
	if (known === undefined) {
		const id = graph.values.length;
		const depth = parent < 0 ? 1 : (graph.depths[parent] as number) + 1;
		if (depth > deepest) throw refusal(graph, parent, place, 'an object that lies more than ' + deepest + ' deep');
		mapSet(graph.ids, value, id);
		graph.values[id] = value;
		graph.parents[id] = parent;
		graph.depths[id] = depth;
		graph.places[id] = place;
		return id;
	}
	const use = whole ? mapGet(graph.buffers as Map<object, BufferUse>, value) : undefined;
	if (use !== undefined) use.whole = true;
	return known;
}

/** How long the text of a node may become: checked at each item, so that no text grows far beyond. */
export function roomIn(graph: Graph): number {
	return graph.maxBytes - graph.size;
}

/** Counts the text of a node and the comma beside it, bytes, or holes. */
export function charge(graph: Graph, bytes: number): void {
	if (bytes > roomIn(graph)) throw sizeError(graph, bytes);
	graph.size += bytes;
}

/** The error for a node that has outgrown its room. */
export function sizeError(graph: Graph, more: number): SizeError {
	return new SizeError(graph.root, graph.size + more, graph.maxBytes);
}

function numberText(value: number): string {
	if (value - value === 0) return value === 0 && 1 / value < 0 ? '[-5]' : '' + value;
	if (value > 0) return '[-3]';
	return value < 0 ? '[-4]' : '[-2]';
}
