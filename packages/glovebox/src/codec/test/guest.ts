/**
 * What the tests run inside other realms: a message in, decoded, encoded again, and out, all as one text.
 *
 * Runs on: guest.
 */
import { decodeText, encodeValue, isCopyError, isSizeError } from '../index.ts';
import { arrayJoin, createList, jsonParse, put, quote, typedArrayLength, Uint8ArrayClass } from '../intrinsics.ts';

/** Decodes and encodes. Blobs are lists of numbers, in JSON. */
export function echo(text: string, blobsText: string): string {
	const lists = jsonParse(blobsText) as number[][];
	const blobs = createList<Uint8Array>();
	for (let i = 0; i < lists.length; i += 1) blobs[i] = bytesOf(lists[i] as number[]);
	return encodeToText(decodeText(text, blobs, { maxNodes: 100_000 }));
}

/** A message as one text, or the text of a refusal. */
export function encodeToText(value: unknown): string {
	try {
		const { text, blobs } = encodeValue(value, { root: 'result', maxBytes: 1_000_000 });
		const lists = createList<string>();
		for (let i = 0; i < blobs.length; i += 1) lists[i] = listOf(blobs[i] as Uint8Array);
		return '{"text":' + quote(text) + ',"blobs":[' + arrayJoin(lists, ',') + ']}';
	} catch (error) {
		if (isCopyError(error)) return '{"refused":' + quote(error.message) + '}';
		if (isSizeError(error)) return '{"oversize":' + quote(error.message) + '}';
		return '{"escaped":' + quote(typeof error) + '}';
	}
}

function bytesOf(list: readonly number[]): Uint8Array {
	const bytes = new Uint8ArrayClass(list.length);
	for (let i = 0; i < list.length; i += 1) put(bytes, null, i, list[i]);
	return bytes;
}

function listOf(bytes: Uint8Array): string {
	const numbers = createList<string>();
	for (let i = 0; i < typedArrayLength(bytes); i += 1) numbers[i] = '' + bytes[i];
	return '[' + arrayJoin(numbers, ',') + ']';
}
