/**
 * Fills the object of a node with what its items say.
 *
 * Runs on: host, carriers and guest.
 * Trusts: nothing of the message but that it comes out of `JSON.parse`. Guest prototypes have no say: see `put`.
 */
import { type Decoding, fail, type Node, nodeAt } from './decoding.ts';
import {
	ArrayPrototype,
	define,
	defineHidden,
	freeze,
	getPrototypeOf,
	isSafeInteger,
	mapSet,
	ObjectPrototype,
	put,
	setAdd,
} from './intrinsics.ts';
import { itemValue, reference } from './items.ts';

/** Fills the object of node `id`, which something before it referred to. */
export function fillNode(decoding: Decoding, id: number): void {
	const node = nodeAt(decoding, id);
	const shell = decoding.shells[id] as object;
	switch (node[0]) {
		case 'o':
		case 'n':
			return fillRecord(decoding, id, node, shell);
		case 'a':
			return fillArray(decoding, id, node, shell);
		case 'h':
			return fillSparse(decoding, id, node, shell);
		case 'm':
			return fillMap(decoding, id, node, shell as Map<unknown, unknown>);
		case 's':
			for (let i = 1; i < node.length; i += 1) setAdd(shell as Set<unknown>, itemValue(decoding, node[i], id));
			return;
		case 'e':
			return fillError(decoding, id, node, shell);
		case 't':
			reference(decoding, node[2], id);
			return;
	}
}

function fillRecord(decoding: Decoding, id: number, node: Node, record: object): void {
	const prototype = node[0] === 'o' ? ObjectPrototype : null;
	if (node.length % 2 !== 1) fail('a key without a value');
	for (let i = 1; i < node.length; i += 2) {
		const key = readKey(node[i]);
		const value = itemValue(decoding, node[i + 1], id);
		put(record, prototype, key, value);
	}
	if (decoding.freeze) freeze(record);
}

function fillArray(decoding: Decoding, id: number, node: Node, array: object): void {
	for (let i = 1; i < node.length; i += 1) putElement(array, i - 1, itemValue(decoding, node[i], id));
	if (decoding.freeze) freeze(array);
}

function fillSparse(decoding: Decoding, id: number, node: Node, array: object): void {
	const length = node[1] as number;
	if (node.length % 2 !== 0) fail('an index without a value');
	for (let i = 2; i < node.length; i += 2) {
		const index = node[i];
		if (!isSafeInteger(index) || index < 0 || index >= length) fail('an index outside its array');
		putElement(array, index as number, itemValue(decoding, node[i + 1], id));
	}
	if (decoding.freeze) freeze(array);
}

function fillMap(decoding: Decoding, id: number, node: Node, map: Map<unknown, unknown>): void {
	if (node.length % 2 !== 1) fail('a key without a value');
	for (let i = 1; i < node.length; i += 2) {
		const key = itemValue(decoding, node[i], id);
		mapSet(map, key, itemValue(decoding, node[i + 1], id));
	}
}

function fillError(decoding: Decoding, id: number, node: Node, error: object): void {
	if (node.length % 2 !== 0) fail('a key without a value');
	for (let i = 4; i < node.length; i += 2) {
		const key = readKey(node[i]);
		if (key === 'name' || key === 'message' || key === 'stack') fail('an Error with two names');
		const value = itemValue(decoding, node[i + 1], id);
		if (key === 'cause' || (key === 'errors' && node[1] === 'AggregateError')) defineHidden(error, key, value);
		else define(error, key, value);
	}
}

function putElement(array: object, index: number, value: unknown): void {
	// A guest may have put a proxy between Array.prototype and Object.prototype.
	if (getPrototypeOf(ArrayPrototype) === ObjectPrototype) put(array, ArrayPrototype, index, value);
	else define(array, index, value);
}

function readKey(key: unknown): string {
	if (typeof key !== 'string') return fail('a key that is no string');
	return key === '__proto__' ? fail('the key "__proto__"') : key;
}
