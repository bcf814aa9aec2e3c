/**
 * From a value to a message.
 *
 * Runs on: host, carriers and guest.
 * Trusts: `intrinsics.ts`. Of the value nothing: it may be made of proxies, lying lengths and throwing getters.
 */
import { writeDate, writeError, writeRegExp } from './built-ins.ts';
import { noteBuffer, noteView, writeBytes } from './bytes.ts';
import { CopyError, isCopyError, isSizeError, SizeError } from './errors.ts';
import type { Graph } from './graph.ts';
import { charge, write } from './graph.ts';
import {
	ArrayBufferPrototype,
	ArrayPrototype,
	arrayJoin,
	createList,
	createObject,
	DatePrototype,
	freeze,
	getPrototypeOf,
	isArray,
	MapClass,
	MapPrototype,
	ObjectPrototype,
	ownValue,
	RegExpPrototype,
	SetPrototype,
} from './intrinsics.ts';
import { errorName, refusedKind, viewName } from './kinds.ts';
import { writeArray, writeMap, writeRecord, writeSet } from './nodes.ts';
import { nodeRefusal } from './path.ts';
import { plainText, primitiveText } from './plain.ts';

// The longest string that V8 has, 2 ** 29 - 24, less what surrounds the nodes.
const longestText = 2 ** 29 - 64;
const undefinedMessage = '["G",[-1],[]]';
const noBlobs: readonly Uint8Array[] = freeze([]);

export interface EncodeOptions {
	/** What the value is called in the path of an error. Default `'value'`. */
	readonly root?: string;
	/**
	 * The largest message: UTF-16 units of its text, and bytes of its blobs. Holes of arrays count one each.
	 * Whoever counts bytes of UTF-8 counts at least as many. Default: what a string can hold.
	 */
	readonly maxBytes?: number;
}

export interface EncodedMessage {
	/** JSON. */
	readonly text: string;
	/** Each the whole of an ArrayBuffer that nothing else refers to. */
	readonly blobs: readonly Uint8Array[];
}

/**
 * Copies a value into a message. API.md's list of values is what can cross; the cost is linear in the nodes of the graph.
 * Throws `CopyError` for the first part that cannot cross, `SizeError` beyond `maxBytes`, and nothing else.
 *
 * @example
 * ```ts
 * encodeValue({ a: [1, 2] }); // { text: '["J",{"a":[1,2]}]', blobs: [] }
 * encodeValue({ save() {} }, { root: 'result' }); // CopyError: Cannot copy "result.save": a function
 * ```
 */
export function encodeValue(value: unknown, options?: EncodeOptions): EncodedMessage {
	return encodeWithin(value, ownValue(options, 'root') ?? 'value', ownValue(options, 'maxBytes') ?? longestText);
}

/** As {@link encodeValue}. Reading options costs more than writing a number. */
export function encodeWithin(value: unknown, root: string, allowed: number): EncodedMessage {
	const maxBytes = allowed < longestText ? allowed : longestText;
	const isObject = typeof value === 'object' && value !== null;
	const plain = isObject ? plainText(value, root, maxBytes) : primitiveText(value, root, maxBytes);
	if (plain !== undefined) return plainMessage(plain, root, maxBytes);
	if (value === undefined && maxBytes > 3) return { text: undefinedMessage, blobs: noBlobs };
	try {
		return encodeGraph(value, root, maxBytes);
	} catch (error) {
		if (isCopyError(error) || isSizeError(error)) throw error;
		throw new CopyError(root, 'a value that cannot be written');
	}
}

/** As {@link encodeWithin}, of an array that only its maker has seen, such as rest parameters: nothing is out of the ordinary but its items. */
export function encodeItems(items: readonly unknown[], root: string, maxBytes: number): EncodedMessage {
	let text = '["J",[';
	for (let i = 0; i < items.length; i += 1) {
		const item = primitiveText(items[i], root, maxBytes);
		if (item === undefined) return encodeWithin(items, root, maxBytes);
		text += i === 0 ? item : ',' + item;
		checkLength(text.length - 4, root, maxBytes);
	}
	return { text: text + ']]', blobs: noBlobs };
}

function plainMessage(text: string, root: string, maxBytes: number): EncodedMessage {
	checkLength(text.length, root, maxBytes);
	return { text: '["J",' + text + ']', blobs: noBlobs };
}

function checkLength(length: number, root: string, maxBytes: number): void {
	if (length > maxBytes) throw new SizeError(root, length, maxBytes);
}

function encodeGraph(value: unknown, root: string, maxBytes: number): EncodedMessage {
	const graph: Graph = {
		root,
		maxBytes,
		ids: new MapClass(),
		values: createList(),
		parents: createList(),
		depths: createList(),
		places: createList(),
		texts: createList(),
		buffers: new MapClass(),
		keyTexts: createObject(null) as Record<string, string>,
		size: 0,
	};
	const top = write(graph, -1, root, value);
	charge(graph, top.length);
	// Writing a node appends the objects that it refers to.
	for (let id = 0; id < graph.values.length; id += 1) graph.texts[id] = writeNode(graph, id);
	const blobs = writeBytes(graph);
	return { text: '["G",' + top + ',[' + arrayJoin(graph.texts, ',') + ']]', blobs };
}

function writeNode(graph: Graph, id: number): string {
	try {
		const text = nodeText(graph, id, graph.values[id] as object);
		charge(graph, text.length + 1);
		return text;
	} catch (error) {
		if (isCopyError(error) || isSizeError(error)) throw error;
		// A trap or a getter threw, a prototype promised what is not there, or a stack or memory ended.
		throw nodeRefusal(graph, id, 'an object that cannot be read');
	}
}

function nodeText(graph: Graph, id: number, value: object): string {
	const prototype = getPrototypeOf(value);
	if (isArray(value)) {
		if (prototype === ArrayPrototype) return writeArray(graph, id, value);
		throw nodeRefusal(graph, id, prototype === null ? 'an array without a prototype' : refusedKind(prototype));
	}
	switch (prototype) {
		case ObjectPrototype:
			return writeRecord(graph, id, value, 'o');
		case null:
			return writeRecord(graph, id, value, 'n');
		case MapPrototype:
			return writeMap(graph, id, value as Map<unknown, unknown>);
		case SetPrototype:
			return writeSet(graph, id, value as Set<unknown>);
		case DatePrototype:
			return writeDate(graph, id, value as Date);
		case RegExpPrototype:
			return writeRegExp(graph, id, value as RegExp);
		case ArrayBufferPrototype:
			return noteBuffer(graph, id, value as ArrayBuffer);
		default:
			return otherText(graph, id, value, prototype);
	}
}

function otherText(graph: Graph, id: number, value: object, prototype: object): string {
	const view = viewName(prototype);
	if (view !== undefined) return noteView(graph, id, value, view);
	const error = errorName(prototype);
	if (error !== undefined) return writeError(graph, id, value as Error, error);
	throw nodeRefusal(graph, id, refusedKind(prototype));
}
