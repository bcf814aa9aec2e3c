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
export const frameCodes = {
	/** First, once: `{ protocol, engine, memoryBytes, stackBytes, confined, debug }`, and as blobs the guest's bootstrap and what is ready for the engine. */
	hello: 1,
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
/** No frame is longer, whoever sends it. */
export const largestFrameBytes = 2 ** 30;

const noBlobs: readonly Uint8Array[] = [];
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** One frame in an `ArrayBuffer` of its own, so that it can be transferred. */
export function encodeFrame(type: FrameType, realm: number, text = '', blobs = noBlobs): Uint8Array<ArrayBuffer> {
	const textBytes = Buffer.byteLength(text);
	const textAt = headerBytes + 8 + 4 * blobs.length;
	const length = blobs.reduce((sum, blob) => sum + blob.byteLength, textAt + textBytes);
	if (length > largestFrameBytes) throw new RangeError(`Cannot send a message of ${length} bytes: the most is ${largestFrameBytes}`);
	const frame = Buffer.allocUnsafeSlow(length);
	frame.writeUInt32LE(length - headerBytes, 0);
	frame.writeUInt8(frameCodes[type], 4);
	frame.writeUInt32LE(realm, 5);
	frame.writeUInt32LE(textBytes, 9);
	frame.writeUInt32LE(blobs.length, 13);
	frame.write(text, textAt);
	let at = textAt + textBytes;
	for (const [index, blob] of blobs.entries()) {
		frame.writeUInt32LE(blob.byteLength, 17 + 4 * index);
		frame.set(blob, at);
		at += blob.byteLength;
	}
	return frame;
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
	let store = Buffer.alloc(0);
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
		needed = headerBytes;
		while (bytes.length >= needed) {
			needed = headerBytes + readLength(bytes, types, maxBytes);
			if (bytes.length < needed) break;
			frames.push(readFrame(bytes.subarray(0, needed), types));
			bytes = bytes.subarray(needed);
			needed = headerBytes;
		}
		if (bytes.length !== stored) {
			store = Buffer.alloc(0);
			stored = 0;
			keep(bytes);
		}
		return frames;
	};
}

function readLength(bytes: Buffer, types: ReadonlyMap<number, FrameType>, maxBytes: number): number {
	const length = bytes.readUInt32LE(0);
	const code = bytes.readUInt8(4);
	if (!types.has(code)) throw new ProtocolError(`a frame of the unknown type ${code}`);
	if (length < 8 || length > maxBytes) throw new ProtocolError(`a frame of ${length} bytes`);
	return length;
}

function readFrame(bytes: Buffer, types: ReadonlyMap<number, FrameType>): Frame {
	const type = types.get(bytes.readUInt8(4)) as FrameType;
	const realm = bytes.readUInt32LE(5);
	const textBytes = bytes.readUInt32LE(9);
	const blobCount = bytes.readUInt32LE(13);
	const textAt = headerBytes + 8 + 4 * blobCount;
	if (textAt + textBytes > bytes.length) throw new ProtocolError(`a "${type}" frame shorter than its text`);
	const blobs: Uint8Array[] = [];
	let at = textAt + textBytes;
	for (let index = 0; index < blobCount; index += 1) {
		const end = at + bytes.readUInt32LE(17 + 4 * index);
		if (end > bytes.length) throw new ProtocolError(`a "${type}" frame shorter than its blobs`);
		blobs.push(new Uint8Array(bytes.subarray(at, end)));
		at = end;
	}
	if (at !== bytes.length) throw new ProtocolError(`a "${type}" frame longer than what it holds`);
	return { type, realm, text: readText(bytes.subarray(textAt, textAt + textBytes), type), blobs };
}

function readText(bytes: Uint8Array, type: FrameType): string {
	try {
		return utf8.decode(bytes);
	} catch {
		throw new ProtocolError(`the text of a "${type}" frame is no UTF-8`);
	}
}
