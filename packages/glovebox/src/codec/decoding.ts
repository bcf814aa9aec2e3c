/**
 * What the decoder of graphs keeps while it works.
 *
 * Runs on: host, carriers and guest.
 * Trusts: nothing of the message but that it comes out of `JSON.parse`.
 */
import { DecodeError } from './errors.ts';
import { isArray, type List } from './intrinsics.ts';

/** One decoding. Lists are by node number. */
export interface Decoding {
	readonly nodes: readonly unknown[];
	readonly blobs: readonly Uint8Array[];
	readonly maxDepth: number;
	readonly freeze: boolean;
	readonly shells: List<object>;
	/** Of the nodes referred to so far. The encoder numbers nodes as it meets them, so this is also how many there are. */
	readonly depths: List<number>;
	/** Which blobs a buffer owns. */
	readonly taken: List<boolean>;
	/** How many more values may come out. */
	left: number;
}

/** A node and its items, the tag first. */
export type Node = readonly unknown[];

export function fail(reason: string): never {
	throw new DecodeError(reason);
}

/** Counts values before they are made. */
export function take(decoding: Decoding, count: number): void {
	decoding.left -= count;
	if (decoding.left < 0) fail('more values than allowed');
}

/** A node, known to be an array with a tag. */
export function nodeAt(decoding: Decoding, id: number): Node {
	const node = decoding.nodes[id];
	return isArray(node) && node.length > 0 ? node : fail('node ' + id + ' has no tag');
}
