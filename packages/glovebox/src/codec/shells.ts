/**
 * The objects of a graph message, still empty: each is made when the first reference to it is read, and filled in its turn.
 *
 * Runs on: host, carriers and guest.
 * Trusts: nothing of the message but that it comes out of `JSON.parse`.
 */
import { type Decoding, fail, type Node, nodeAt, take } from './decoding.ts';
import {
	ArrayBufferPrototype,
	bufferByteLength,
	createObject,
	DateClass,
	defineHidden,
	ErrorClass,
	getPrototypeOf,
	isSafeInteger,
	MapClass,
	mapGet,
	quote,
	RegExpClass,
	reflectConstruct,
	SetClass,
	stringSlice,
	typedArrayBuffer,
	typedArrayByteLength,
	typedArraySet,
	Uint8ArrayClass,
} from './intrinsics.ts';
import { type ErrorConstructor, errorsByName, type ViewConstructor, viewsByName } from './kinds.ts';

const latestTime = 8.64e15;
const longestArray = 2 ** 32 - 1;

/** The object of a node: the one made before, or a new one. */
export function shellOf(decoding: Decoding, id: number): object {
	const made = decoding.shells[id];
	if (made !== undefined) return made;
	const shell = makeShell(decoding, nodeAt(decoding, id));
	decoding.shells[id] = shell;
	return shell;
}

function makeShell(decoding: Decoding, node: Node): object {
	take(decoding, node.length);
	const tag = node[0];
	switch (tag) {
		case 'o':
			return {};
		case 'n':
			return createObject(null);
		case 'a':
			return [];
		case 'h':
			return makeSparse(decoding, node);
		case 'm':
			return new MapClass();
		case 's':
			return new SetClass();
		case 'd':
			return makeDate(node);
		case 'r':
			return makeRegExp(node);
		case 'e':
			return makeError(node);
		case 'b':
			return takeBlob(decoding, node);
		case 't':
			return makeView(decoding, node);
		default:
			return fail('the tag ' + (typeof tag === 'string' ? quote(stringSlice(tag, 0, 20)) : typeof tag));
	}
}

function makeSparse(decoding: Decoding, node: Node): unknown[] {
	const length = node.length > 1 ? node[1] : undefined;
	if (!isSafeInteger(length) || length < 0 || length > longestArray) return fail('an array without a length');
	take(decoding, length);
	const array: unknown[] = [];
	array.length = length;
	return array;
}

function makeDate(node: Node): Date {
	const time = node.length === 2 ? node[1] : undefined;
	if (time === null) return new DateClass(NaN);
	if (!isSafeInteger(time) || time > latestTime || time < -latestTime) return fail('a Date without a time');
	return new DateClass(time);
}

function makeRegExp(node: Node): RegExp {
	if (node.length !== 3 || typeof node[1] !== 'string' || typeof node[2] !== 'string') return fail('a RegExp without a source');
	try {
		return new RegExpClass(node[1], node[2]);
	} catch {
		return fail('a RegExp that does not compile');
	}
}

function makeError(node: Node): Error {
	if (node.length < 4) return fail('an Error without a message');
	const name = node[2];
	const message = node[3];
	const newTarget = mapGet(errorsByName as Map<unknown, ErrorConstructor>, node[1]);
	if (newTarget === undefined || typeof name !== 'string' || typeof message !== 'string') return fail('an Error without a class');
	// By way of Error: AggregateError itself would iterate a list, with whatever iterator the realm has by now.
	const error = reflectConstruct<Error>(ErrorClass, message === '' ? [] : [message], newTarget);
	if (name !== node[1]) defineHidden(error, 'name', name);
	// The frames would be ours.
	defineHidden(error, 'stack', message === '' ? name : name + ': ' + message);
	return error;
}

function takeBlob(decoding: Decoding, node: Node): ArrayBuffer {
	const index = node.length === 2 ? node[1] : undefined;
	if (!isSafeInteger(index) || index < 0 || index >= decoding.blobs.length || decoding.taken[index]) return fail('a buffer without a blob');
	decoding.taken[index] = true;
	const blob = decoding.blobs[index] as Uint8Array;
	const buffer = typedArrayBuffer(blob);
	const length = typedArrayByteLength(blob);
	if (bufferByteLength(buffer) === length && getPrototypeOf(buffer) === ArrayBufferPrototype) return buffer;
	const copy = new Uint8ArrayClass(length);
	typedArraySet(copy, blob);
	return typedArrayBuffer(copy);
}

function makeView(decoding: Decoding, node: Node): object {
	if (node.length !== 5) return fail('a view without a buffer');
	const bufferId = node[2];
	const offset = node[3];
	const length = node[4];
	const View = mapGet(viewsByName as Map<unknown, ViewConstructor>, node[1]);
	if (View === undefined) return fail('a view of an unknown kind');
	if (!isSafeInteger(bufferId) || bufferId < 0 || bufferId >= decoding.nodes.length) return fail('a view without a buffer');
	if (!isSafeInteger(offset) || !isSafeInteger(length) || offset < 0 || length < 0) return fail('a view without a length');
	if (nodeAt(decoding, bufferId)[0] !== 'b') return fail('a view without a buffer');
	// The buffer's own turn comes later; that this view refers to it is counted in `fillNode`.
	const buffer = shellOf(decoding, bufferId) as ArrayBuffer;
	try {
		return new View(buffer, offset, length);
	} catch {
		return fail('a view that does not fit its buffer');
	}
}
