/**
 * A recording: everything that crossed between one deterministic guest and the host, in its order. Plain data, fit for JSON.
 *
 * Runs on: host.
 * Trusts: nothing of a recording that it is given; what it holds goes to a guest, as a host's replies would.
 */
import type { ErrorCode } from '../errors.ts';
import type { Message } from '../message.ts';
import type { Program } from '../program.ts';

/** What was recorded of one run. Holds the guest's program, its input and the replies of host functions in clear. */
export interface Recording {
	readonly version: 1;
	/** The engine's name. Another engine or version of it may answer otherwise. */
	readonly engine: string;
	readonly entries: readonly RecordedEntry[];
	/** `'ok'`, or the code of the run's error. */
	readonly end: 'ok' | ErrorCode;
}

/** A message: its text, and its byte arrays in base64. */
export type Packed = readonly [text: string, ...blobs: string[]];

/** What the host started and sent, what the guest said, and what it waited for with the reply it got. */
export type RecordedEntry =
	| readonly ['start', Program]
	| readonly ['send', Packed]
	| readonly ['said', Packed]
	| readonly ['asked', Packed, reply: Packed];

export function pack({ text, blobs }: Message): Packed {
	return [text, ...blobs.map((blob) => Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength).toString('base64'))];
}

export function unpack([text, ...blobs]: Packed): Message {
	return { text, blobs: blobs.map((blob) => new Uint8Array(Buffer.from(blob, 'base64'))) };
}

export function isSame(packed: Packed, other: Packed): boolean {
	return packed.length === other.length && packed.every((part, at) => part === other[at]);
}

/** Checks the option `replay`. */
export function readRecording(value: unknown): Recording | undefined {
	if (value === undefined) return undefined;
	const { version, engine, entries, end } = (value ?? {}) as Partial<Recording>;
	const fits = version === 1 && typeof engine === 'string' && typeof end === 'string' && Array.isArray(entries) && entries.every(isEntry);
	if (!fits) throw new TypeError('options.replay must be the recording of an outcome, as createSandbox({ record: true }) makes it');
	return value as Recording;
}

function isEntry(entry: unknown): boolean {
	if (!Array.isArray(entry)) return false;
	const [type, first, second] = entry as readonly unknown[];
	if (type === 'start') return isProgram(first);
	if (type === 'asked') return isPacked(first) && isPacked(second);
	return (type === 'send' || type === 'said') && isPacked(first);
}

function isPacked(value: unknown): boolean {
	return Array.isArray(value) && value.length > 0 && value.every((part) => typeof part === 'string');
}

function isProgram(value: unknown): boolean {
	const { source, filename, kind, language } = (value ?? {}) as Partial<Program>;
	return [source, filename, kind, language].every((part) => typeof part === 'string');
}
