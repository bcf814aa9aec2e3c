/**
 * From a message to a value.
 *
 * Runs on: host, carriers and guest.
 * Trusts: nothing of the message but that it comes out of `JSON.parse`: every tag, number of items, index and key is checked
 * here. Iterative, so that depth costs no stack. What it makes is ordinary, and defined property by property.
 */
import { type Decoding, fail, take } from './decoding.ts';
import { DecodeError, isDecodeError } from './errors.ts';
import { fillNode } from './fill.ts';
import { createList, isArray, jsonParse, ownValue } from './intrinsics.ts';
import { itemValue } from './items.ts';
import { checkTree, freezeFlat, isHarmless } from './tree.ts';

const defaultDepth = 100_000;
const defaultNodes = 2 ** 24;

export interface DecodeOptions {
	/** How deep records, arrays and the like may lie in one another; in a graph, by the shortest way. Default 100 000. */
	readonly maxDepth?: number;
	/** How many values may come out; each hole of an array is one. Default 2 ** 24. */
	readonly maxNodes?: number;
	/** Freezes every record and array. Default false. */
	readonly freeze?: boolean;
	/** The text that the message was parsed from, or a longer one with it inside: lets most plain trees go unwalked. */
	readonly text?: string;
	/** The message is from our own encoder in a place that is trusted: a plain tree is taken as it is. Default false. */
	readonly trusted?: boolean;
}

/**
 * Makes the value of a message that `JSON.parse` has read. A blob that is a whole ArrayBuffer becomes part of the value;
 * give it away. Throws `DecodeError` for anything that the encoder does not write, and nothing else.
 *
 * @example
 * ```ts
 * decodeValue(['G', [0], [['s', 1, 2]]]); // Set { 1, 2 }
 * ```
 */
export function decodeValue(message: unknown, blobs: readonly Uint8Array[] = [], options?: DecodeOptions): unknown {
	try {
		return decode(message, blobs, options);
	} catch (error) {
		if (isDecodeError(error)) throw error;
		// An engine's own limit: a Map beyond its size, a pattern too large, memory.
		throw new DecodeError('a part of it cannot be made here');
	}
}

/** As `decodeValue`, of a message from our own encoder in a place that is trusted. */
export function decodeTrusted(message: unknown, blobs: readonly Uint8Array[]): unknown {
	const fields = message as readonly unknown[];
	return fields[0] === 'J' ? fields[1] : decodeValue(message, blobs, { trusted: true });
}

/** As `decodeValue`, from JSON text. */
export function decodeText(text: string, blobs: readonly Uint8Array[] = [], options?: DecodeOptions): unknown {
	let message: unknown;
	try {
		message = jsonParse(text);
	} catch {
		throw new DecodeError('not JSON');
	}
	return decodeValue(message, blobs, {
		maxDepth: ownValue(options, 'maxDepth') ?? defaultDepth,
		maxNodes: ownValue(options, 'maxNodes') ?? defaultNodes,
		freeze: ownValue(options, 'freeze') ?? false,
		trusted: ownValue(options, 'trusted') ?? false,
		text,
	});
}

function decode(message: unknown, blobs: readonly Uint8Array[], options: DecodeOptions | undefined): unknown {
	if (!isArray(message) || message.length < 2) return fail('not a message');
	const maxDepth = ownValue(options, 'maxDepth') ?? defaultDepth;
	const maxNodes = ownValue(options, 'maxNodes') ?? defaultNodes;
	const freeze = ownValue(options, 'freeze') ?? false;
	if (message[0] === 'J' && message.length === 2) {
		const unwalked = !freeze && (ownValue(options, 'trusted') === true || isHarmless(ownValue(options, 'text'), maxDepth, maxNodes));
		if (!unwalked && !(freeze && freezeFlat(message[1], maxNodes))) checkTree(message[1], maxDepth, maxNodes, freeze);
		return message[1];
	}
	const nodes = message[2];
	if (message[0] !== 'G' || message.length !== 3 || !isArray(nodes)) return fail('not a message');
	const shells = createList<object>();
	const decoding = { nodes, blobs, maxDepth, freeze, shells, depths: createList<number>(), taken: createList<boolean>(), left: maxNodes };
	return decodeGraph(message[1], decoding);
}

function decodeGraph(root: unknown, decoding: Decoding): unknown {
	const { nodes } = decoding;
	take(decoding, 1);
	const value = itemValue(decoding, root, -1);
	for (let id = 0; id < nodes.length; id += 1) {
		if (id >= decoding.depths.length) fail('nothing refers to node ' + id);
		fillNode(decoding, id);
	}
	return value;
}
