/** Bodies of requests and responses: what they are made of, and the methods that read them once. */
import { type Bytes, joinBytes, readStream, streamOf } from '../bytes.ts';
import { bytesOf, toScalarText } from '../interface.ts';
import { use } from '../realm.ts';
import { decodeUtf8, encodeUtf8 } from '../utf8.ts';
import { FormData } from './form-data.ts';
import { readMultipart, writeMultipart } from './multipart.ts';

type Stream = ReturnType<typeof streamOf>;

/** A body's content: bytes, of which a stream is made only where somebody asks, or a stream; neither where there is no body. */
export interface Body {
	bytes?: Bytes | undefined;
	stream?: Stream | undefined;
	used: boolean;
}

/** A body and the type that it brings along. */
export interface Extracted {
	readonly body: Body;
	readonly type: string | undefined;
}

/** Takes what a request or a response was given as its body. */
export function extractBody(init: unknown): Extracted {
	if (init === null || init === undefined) return { body: { used: false }, type: undefined };
	const { Blob, bytesOfBlob } = use('blob');
	const bytes = bytesOf(init);
	if (bytes !== undefined) return { body: { bytes: bytes.slice(), used: false }, type: undefined };
	if (init instanceof Blob) return { body: { bytes: bytesOfBlob(init), used: false }, type: init.type || undefined };
	if (init instanceof FormData) {
		const { bytes: written, boundary } = writeMultipart(init);
		return { body: { bytes: written, used: false }, type: `multipart/form-data; boundary=${boundary}` };
	}
	if (init instanceof use('url').URLSearchParams) {
		return { body: { bytes: encodeUtf8(`${init}`), used: false }, type: 'application/x-www-form-urlencoded;charset=UTF-8' };
	}
	if (typeof init === 'object' && init instanceof use('streams').ReadableStream) {
		if (init.locked || isDisturbed(init)) throw new TypeError('Body cannot be made of a stream that is locked or was read');
		return { body: { stream: init as Stream, used: false }, type: undefined };
	}
	return { body: { bytes: encodeUtf8(toScalarText(init)), used: false }, type: 'text/plain;charset=UTF-8' };
}

/** The body as a stream; the same one each time. */
export function streamOfBody(body: Body): Stream | null {
	if (body.stream !== undefined || body.bytes === undefined) return body.stream ?? null;
	body.stream = streamOf(body.bytes);
	// Somebody has read it already.
	if (body.used) body.stream.getReader();
	return body.stream;
}

/** A body that can be read beside this one. */
export function cloneBody(body: Body): Body {
	if (isUnusable(body)) throw new TypeError('Cannot clone a body that is used or locked');
	if (body.bytes !== undefined) return { bytes: body.bytes, used: false };
	if (body.stream === undefined) return { used: false };
	const [mine, other] = body.stream.tee();
	body.stream = mine as Stream;
	return { stream: copyChunks(other as Stream), used: false };
}

/** A body that takes the place of this one, which counts as read. */
export function moveBody(body: Body): Body {
	const { bytes, stream } = body;
	body.used = true;
	if (bytes === undefined) return { stream: stream?.pipeThrough(new (use('streams').TransformStream)()) as Stream, used: false };
	stream?.getReader();
	return { bytes, used: false };
}

/** What one side of a clone does to a chunk does not show on the other. */
function copyChunks(stream: Stream): Stream {
	const { structuredClone } = use('clone');
	const copies = new (use('streams').TransformStream)<unknown, unknown>({
		transform(chunk, controller) {
			controller.enqueue(structuredClone(chunk));
		},
	});
	return stream.pipeThrough(copies) as Stream;
}

export function isUnusable(body: Body): boolean {
	return isUsed(body) || body.stream?.locked === true;
}

function isUsed({ used, stream }: Body): boolean {
	return used || (stream !== undefined && isDisturbed(stream));
}

/** Whether a stream was read or cancelled: the package keeps the standard's slot under this name. */
function isDisturbed(stream: object): boolean {
	return (stream as { readonly _disturbed?: boolean })._disturbed === true;
}

/** All of a body, which is used then. */
export async function consume(body: Body): Promise<Bytes> {
	if (isUnusable(body)) throw new TypeError('Body is unusable: Body has already been read');
	if (body.bytes === undefined && body.stream === undefined) return new Uint8Array();
	body.used = true;
	const { bytes, stream } = body;
	// A stream that was asked for is locked by its reader; the bytes are the same.
	if (bytes === undefined) return readStream(stream as Stream);
	stream?.getReader();
	return joinBytes([bytes]);
}

interface Part {
	readonly body: Body;
	/** Its content type, in full. */
	readonly type: string;
}

/** Puts `body`, `bodyUsed` and the methods that read on a class. `partOf` throws for what is no instance. */
export function defineBody(Class: { readonly prototype: object }, partOf: (instance: never) => Part): void {
	const reading = <Result>(convert: (bytes: Bytes, type: string) => Result) =>
		async function (this: never): Promise<Result> {
			const { body, type } = partOf(this);
			return convert(await consume(body), type);
		};
	const methods = {
		arrayBuffer: reading((bytes) => bytes.buffer),
		blob: reading((bytes, type) => new (use('blob').Blob)([bytes], { type })),
		bytes: reading((bytes) => bytes),
		formData: reading(toForm),
		json: reading((bytes) => JSON.parse(toText(bytes)) as unknown),
		text: reading(toText),
	};
	for (const [name, value] of Object.entries(methods)) {
		Object.defineProperty(value, 'name', { value: name });
		Object.defineProperty(Class.prototype, name, { value, writable: true, enumerable: true, configurable: true });
	}
	const accessors: Readonly<Record<string, (this: never) => unknown>> = {
		body(this: never) {
			return streamOfBody(partOf(this).body);
		},
		bodyUsed(this: never) {
			return isUsed(partOf(this).body);
		},
	};
	for (const [name, get] of Object.entries(accessors)) {
		Object.defineProperty(Class.prototype, name, { get, enumerable: true, configurable: true });
	}
}

/** What {@link defineBody} puts on a class. */
export interface BodyMembers {
	readonly body: Stream | null;
	readonly bodyUsed: boolean;
	arrayBuffer(): Promise<ArrayBuffer>;
	blob(): Promise<object>;
	bytes(): Promise<Bytes>;
	formData(): Promise<FormData>;
	json(): Promise<unknown>;
	text(): Promise<string>;
}

function toText(bytes: Bytes): string {
	return use('blob').withoutMark(decodeUtf8(bytes));
}

function toForm(bytes: Bytes, type: string): FormData {
	const essence = type.split(';', 1)[0]?.trim().toLowerCase();
	if (essence === 'multipart/form-data') {
		const [, quoted, plain] = /;\s*boundary=(?:"([^"]*)"|([^;\s]*))/i.exec(type) ?? [];
		return readMultipart(bytes, quoted ?? plain ?? '');
	}
	if (essence !== 'application/x-www-form-urlencoded') {
		throw new TypeError('Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".');
	}
	const form = new FormData();
	for (const [name, value] of new (use('url').URLSearchParams)(decodeUtf8(bytes))) form.append(name, value);
	return form;
}
