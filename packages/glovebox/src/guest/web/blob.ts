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
		if (typeof parts !== 'object' || parts === null || !(Symbol.iterator in parts))
			throw new TypeError('The parts of a Blob must be a sequence');
		// In the order in which the standard reads them.
		const contents = Array.from(parts as Iterable<unknown>, readPart);
		const { endings = 'transparent', type = '' } = toDictionary<BlobOptions>(options, 'The options of a Blob');
		const ending = `${endings}`;
		if (ending !== 'transparent' && ending !== 'native') throw new TypeError(`The endings of a Blob cannot be "${ending}"`);
		this.#type = normalType(type);
		this.#bytes = joinBytes(contents.map((content) => (typeof content === 'string' ? encodeText(content, ending) : content)));
	}

	get size(): number {
		return this.#bytes.length;
	}

	get type(): string {
		return this.#type;
	}

	slice(start: unknown = 0, end: unknown = this.size, type: unknown = ''): Blob {
		const part = new Blob([], { type });
		part.#bytes = this.#bytes.slice(toPlace(start), toPlace(end));
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

function readPart(part: unknown): Bytes | string {
	const bytes = bytesOf(part);
	if (bytes !== undefined) return bytes;
	return part instanceof Blob ? bytesOfBlob(part) : toScalarText(part);
}

function encodeText(text: string, endings: 'transparent' | 'native'): Bytes {
	return encodeUtf8(endings === 'native' ? text.replace(/\r\n?/g, '\n') : text);
}

/** Web IDL's clamped integer: to the nearest, and to the even one between two. */
function toPlace(value: unknown): number {
	const number = Number(value);
	if (!Number.isFinite(number)) return number;
	const below = Math.floor(number);
	const rest = number - below;
	if (rest === 0.5) return below % 2 === 0 ? below : below + 1;
	return rest < 0.5 ? below : below + 1;
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
