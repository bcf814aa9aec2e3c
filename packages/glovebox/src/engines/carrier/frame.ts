/**
 * The frames of a carrier's wire: a header (length, type, realm) and a payload (text and byte arrays). Bytes, never objects.
 *
 * Runs on: host and carriers.
 * Trusts: nothing on the way in. What is not exactly a frame is a `ProtocolError`.
 *
 * | bytes | meaning |
 * |---|---|
 * | 4, 1, 4 | length of what follows the header, type, realm (0: the carrier itself) |
 * | 4, 4, 4 × blobs | length of the text, number of blobs, length of each |
 * | … | text in UTF-8, blobs |
 *
 * All numbers are little-endian.
 */
import type { Message } from '../../core/message.ts';

/** What the host says, and what a carrier says, with the byte that stands for each. */
const frameCodes = {
	/** Before `hello`, where the host has it ready: the carrier's program, and as a blob V8's code cache for it. */
	program: 12,
	/** First, once: `{ protocol, engine, memoryBytes, stackBytes, confined, debug }`, and as blobs the guest's bootstrap and what is ready for the engine. */
	hello: 1,
	/** With the text `once`, the carrier discards the realm when its run is over, and says nothing of that unless it is asked to `close`. */
	open: 2,
	/** `[wallMs, cpuMs]`, null where there is none. */
	arm: 3,
	/** A program to run, as JSON. */
	start: 4,
	/** A program to parse. */
	check: 8,
	/** A message for the guest. */
	send: 5,
	/** The message that the guest waits for. */
	answer: 6,
	close: 7,
	/** As `close`, and what the guest did is what the next realms begin with. */
	keep: 11,
	/** The guest is to be observed: a list of observations, before `start`. */
	observe: 9,
	/** Asks for what was observed. */
	report: 10,
	/** Answers hello: `{ protocol, thread, attempts, inspector }`: for the proof of its confinement, and where a debugger can attach. */
	ready: 65,
	/** Answers hello: `[error code, message]`. */
	refused: 66,
	/** A message of the guest. */
	message: 67,
	/** A message of the guest, which waits for an answer. */
	ask: 68,
	/** `[cpuMs, peakMemoryBytes]`, null where unknown. */
	usage: 69,
	/** `[reason, message]`: the realm is gone. */
	exit: 70,
	/** Answers close: the carrier can open another realm. */
	closed: 71,
	/** Answers report: JSON, and as blobs the heap's snapshot. Without text where nothing was observed. */
	observed: 72,
} as const;

export type FrameType = keyof typeof frameCodes;
export const hostFrames: ReadonlyMap<number, FrameType> = readers((code) => code < 64);
export const carrierFrames: ReadonlyMap<number, FrameType> = readers((code) => code > 64);

function readers(accepts: (code: number) => boolean): Map<number, FrameType> {
	const entries = Object.entries(frameCodes) as [FrameType, number][];
	return new Map(entries.filter(([, code]) => accepts(code)).map(([type, code]) => [code, type]));
}

export interface Frame extends Message {
	readonly type: FrameType;
	/** Which realm it concerns; the host counts them from 1. */
	readonly realm: number;
}

/** The other end sent what the protocol does not allow. */
export class ProtocolError extends Error {
	override readonly name = 'ProtocolError';
}

const headerBytes = 9;
const noBytes = Buffer.alloc(0);
/** No frame is longer, whoever sends it. */
export const largestFrameBytes = 2 ** 30;

const noBlobs: readonly Uint8Array[] = [];
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** What stands for bytes that are no UTF-8, and for itself. */
const replacement = '\u{fffd}';

/** One frame in an `ArrayBuffer` of its own. */
export function encodeFrame(type: FrameType, realm: number, text = '', blobs = noBlobs): Uint8Array<ArrayBuffer> {
	const textBytes = Buffer.byteLength(text);
	const frame = Buffer.allocUnsafeSlow(frameBytes(textBytes, blobs));
	writeFrame(frame, 0, { type, realm, text, blobs }, textBytes);
	return frame;
}

/** How long a frame is. */
export function frameBytes(textBytes: number, blobs: readonly Uint8Array[]): number {
	let length = headerBytes + 8 + 4 * blobs.length + textBytes;
	for (const blob of blobs) length += blob.byteLength;
	if (length > largestFrameBytes) throw new RangeError(`Cannot send a message of ${length} bytes: the most is ${largestFrameBytes}`);
	return length;
}

/** Writes a frame at a place in `store`, where there is room; gives the place behind it. */
export function writeFrame(store: Buffer, start: number, { type, realm, text, blobs }: Frame, textBytes: number): number {
	const textAt = start + headerBytes + 8 + 4 * blobs.length;
	store.writeUInt8(frameCodes[type], start + 4);
	store.writeUInt32LE(realm, start + 5);
	store.writeUInt32LE(textBytes, start + 9);
	store.writeUInt32LE(blobs.length, start + 13);
	store.write(text, textAt);
	let end = textAt + textBytes;
	for (let index = 0; index < blobs.length; index++) {
		const blob = blobs[index] as Uint8Array;
		store.writeUInt32LE(blob.byteLength, start + 17 + 4 * index);
		store.set(blob, end);
		end += blob.byteLength;
	}
	store.writeUInt32LE(end - start - headerBytes, start);
	return end;
}

/** The JSON in a frame's text. */
export function readJson(frame: Frame): unknown {
	try {
		return JSON.parse(frame.text);
	} catch {
		throw new ProtocolError(`the text of a "${frame.type}" frame is no JSON`);
	}
}

/** From chunks, cut anywhere, to whole frames. Frames own their bytes, so a chunk can be reused after the call. */
export type Decoder = (chunk: Uint8Array) => readonly Frame[];

/** A decoder of the given types. Once it has thrown, the wire is to be closed. */
export function createDecoder(types: ReadonlyMap<number, FrameType>, maxBytes = largestFrameBytes): Decoder {
	let store = noBytes;
	let stored = 0;
	let needed = headerBytes;

	function keep(bytes: Uint8Array): void {
		if (store.length < stored + bytes.length) {
			// Grows with what has arrived, never by what a header claims.
			const larger = Buffer.allocUnsafeSlow(Math.max(1024, 2 * (stored + bytes.length)));
			larger.set(store.subarray(0, stored));
			store = larger;
		}
		store.set(bytes, stored);
		stored += bytes.length;
	}

	return (chunk) => {
		let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
		if (stored > 0) {
			keep(chunk);
			if (stored < needed) return [];
			bytes = store.subarray(0, stored);
		}
		const frames: Frame[] = [];
		let at = 0;
		needed = headerBytes;
		while (bytes.length - at >= needed) {
			needed = headerBytes + readLength(bytes, at, types, maxBytes);
			if (bytes.length - at < needed) break;
			frames.push(readFrame(bytes, at, at + needed, types));
			at += needed;
			needed = headerBytes;
		}
		if (at > 0 || stored === 0) {
			const rest = bytes.subarray(at);
			store = noBytes;
			stored = 0;
			if (rest.length > 0) keep(rest);
		}
		return frames;
	};
}

function readLength(bytes: Buffer, start: number, types: ReadonlyMap<number, FrameType>, maxBytes: number): number {
	const length = bytes.readUInt32LE(start);
	const code = bytes.readUInt8(start + 4);
	if (!types.has(code)) throw new ProtocolError(`a frame of the unknown type ${code}`);
	if (length < 8 || length > maxBytes) throw new ProtocolError(`a frame of ${length} bytes`);
	return length;
}

function readFrame(bytes: Buffer, start: number, end: number, types: ReadonlyMap<number, FrameType>): Frame {
	const type = types.get(bytes.readUInt8(start + 4)) as FrameType;
	const realm = bytes.readUInt32LE(start + 5);
	const blobCount = bytes.readUInt32LE(start + 13);
	const textAt = start + headerBytes + 8 + 4 * blobCount;
	const textEnd = textAt + bytes.readUInt32LE(start + 9);
	if (textEnd > end) throw new ProtocolError(`a "${type}" frame shorter than its text`);
	const blobs: Uint8Array[] = [];
	let at = textEnd;
	for (let index = 0; index < blobCount; index += 1) {
		const blobEnd = at + bytes.readUInt32LE(start + 17 + 4 * index);
		if (blobEnd > end) throw new ProtocolError(`a "${type}" frame shorter than its blobs`);
		blobs.push(new Uint8Array(bytes.subarray(at, blobEnd)));
		at = blobEnd;
	}
	if (at !== end) throw new ProtocolError(`a "${type}" frame longer than what it holds`);
	return { type, realm, text: readText(bytes, textAt, textEnd, type), blobs };
}

function readText(bytes: Buffer, start: number, end: number, type: FrameType): string {
	try {
		const text = bytes.toString('utf8', start, end);
		// The quick way replaces what is no UTF-8: only where it may have done so is the strict one taken.
		return text.includes(replacement) ? strict.decode(bytes.subarray(start, end)) : text;
	} catch {
		throw new ProtocolError(`the text of a "${type}" frame is no UTF-8`);
	}
}
