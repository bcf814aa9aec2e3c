/** `Blob` and `File`: bytes with a type. */
import { type Bytes, joinBytes, streamOf } from './bytes.ts';
import { bytesOf, defineInterface, requireArguments, toDictionary, toScalarText } from './interface.ts';
import { now } from './realm.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

interface BlobOptions {
	readonly type: unknown;
	readonly endings: unknown;
	readonly lastModified: unknown;
}

/** The bytes of a blob, not copied. Not on the class, where a guest would find it. */
export let bytesOfBlob: (blob: Blob) => Bytes;

export class Blob {
	#bytes: Bytes;
	#type: string;

	static {
		bytesOfBlob = (blob) => blob.#bytes;
	}

	constructor(parts: unknown = [], options: unknown = undefined) {
		const { type = '', endings = 'transparent' } = toDictionary<BlobOptions>(options, 'The options of a Blob');
		if (endings !== 'transparent' && endings !== 'native') throw new TypeError(`The endings of a Blob cannot be "${endings}"`);
		if (typeof parts !== 'object' || parts === null || !(Symbol.iterator in parts))
			throw new TypeError('The parts of a Blob must be a sequence');
		this.#bytes = joinBytes(Array.from(parts as Iterable<unknown>, (part) => bytesOfPart(part, endings === 'native')));
		this.#type = normalType(type);
	}

	get size(): number {
		return this.#bytes.length;
	}

	get type(): string {
		return this.#type;
	}

	slice(start: unknown = 0, end: unknown = this.size, type: unknown = ''): Blob {
		const part = new Blob([], { type });
		part.#bytes = this.#bytes.slice(Number(start), Number(end));
		return part;
	}

	async arrayBuffer(): Promise<ArrayBuffer> {
		return this.#bytes.slice().buffer;
	}

	async bytes(): Promise<Bytes> {
		return this.#bytes.slice();
	}

	async text(): Promise<string> {
		return withoutMark(decodeUtf8(this.#bytes));
	}

	stream(): ReturnType<typeof streamOf> {
		return streamOf(this.#bytes);
	}
}

export class File extends Blob {
	#name: string;
	#lastModified: number;

	constructor(parts: unknown, name: unknown, options: unknown = undefined) {
		requireArguments(arguments.length, 2, 'File');
		super(parts, options);
		const { lastModified } = toDictionary<BlobOptions>(options, 'The options of a File');
		this.#name = toScalarText(name);
		this.#lastModified = lastModified === undefined ? now() : Math.trunc(Number(lastModified)) || 0;
	}

	get name(): string {
		return this.#name;
	}

	get lastModified(): number {
		return this.#lastModified;
	}
}

defineInterface(Blob, 'Blob');
defineInterface(File, 'File');

function bytesOfPart(part: unknown, nativeEndings: boolean): Bytes {
	const bytes = bytesOf(part);
	if (bytes !== undefined) return bytes;
	if (part instanceof Blob) return bytesOfBlob(part);
	const text = toScalarText(part);
	return encodeUtf8(nativeEndings ? text.replace(/\r\n?/g, '\n') : text);
}

/** A type is ASCII and lower case, or there is none. */
function normalType(type: unknown): string {
	const text = `${type}`;
	return /^[ -~]*$/.test(text) ? text.toLowerCase() : '';
}

/** A byte order mark is no part of the text. */
export function withoutMark(text: string): string {
	return text.startsWith('\ufeff') ? text.slice(1) : text;
}
