/**
 * The text of a place in a graph, for `CopyError`: `result.items[3].save`.
 *
 * Runs on: host, carriers and guest.
 * Trusts: nothing of keys, which a guest may have chosen: each is shortened, and so is the whole.
 */
import { CopyError } from './errors.ts';
import type { Graph, Place } from './graph.ts';
import { quote, regExpExec, stringSlice, symbolToString } from './intrinsics.ts';

const longestKey = 60;
const longestPath = 200;
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** The place of the key of entry `index` of a Map, for which there is no own key. */
export function entryKey(index: number): Place {
	return -1 - 2 * index;
}

/** The place of the value of entry `index` of a Map or Set. */
export function entryValue(index: number): Place {
	return -2 - 2 * index;
}

/** The error that refuses what lies at a place of a node; `parent` is -1 for the root. */
export function refusal(graph: Graph, parent: number, place: Place | symbol, found: string): CopyError {
	if (parent < 0) return new CopyError(graph.root, found);
	let tail = segment(place);
	let at = parent;
	for (; at > 0 && tail.length < longestPath; at = graph.parents[at] as number) {
		tail = segment(graph.places[at] as Place) + tail;
	}
	return new CopyError(graph.root + (at > 0 ? '…' : '') + tail, found);
}

/** As `refusal`, for a node itself. */
export function nodeRefusal(graph: Graph, id: number, found: string): CopyError {
	return refusal(graph, graph.parents[id] as number, graph.places[id] as Place, found);
}

function segment(place: Place | symbol): string {
	if (typeof place === 'symbol') return '[' + shortened(symbolToString(place)) + ']';
	if (typeof place === 'string') {
		const start = stringSlice(place, 0, longestKey);
		return regExpExec(identifier, start) === null ? '[' + quote(shortened(place)) + ']' : '.' + shortened(place);
	}
	if (place >= 0) return '[' + place + ']';
	return place % 2 === 0 ? '.values()[' + (-1 - place / 2) + ']' : '.keys()[' + (-1 - place) / 2 + ']';
}

function shortened(text: string): string {
	return text.length > longestKey ? stringSlice(text, 0, longestKey) + '…' : text;
}
