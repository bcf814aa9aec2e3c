/** Byte arrays joined, and streams of them. */
import { use } from './realm.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** One array with all of them in order. */
export function joinBytes(parts: readonly Uint8Array[]): Bytes {
	const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		joined.set(part, at);
		at += part.length;
	}
	return joined;
}

const chunkBytes = 65_536;

/** A stream of a copy of the bytes, in chunks. */
export function streamOf(bytes: Bytes): InstanceType<ReturnType<typeof use<'streams'>>['ReadableStream']> {
	const { ReadableStream } = use('streams');
	let at = 0;
	return new ReadableStream<Bytes>(
		{
			pull(controller: { enqueue(chunk: Bytes): void; close(): void }) {
				if (at < bytes.length) controller.enqueue(bytes.slice(at, at + chunkBytes));
				at += chunkBytes;
				if (at >= bytes.length) controller.close();
			},
			type: 'bytes',
		} as never,
		{ highWaterMark: 0 },
	);
}

/** All that a stream of byte arrays still gives. */
export async function readStream(stream: { getReader(): unknown }): Promise<Bytes> {
	const reader = stream.getReader() as { read(): Promise<{ readonly done: boolean; readonly value?: unknown }> };
	const parts: Uint8Array[] = [];
	for (let next = await reader.read(); !next.done; next = await reader.read()) {
		if (!(next.value instanceof Uint8Array)) throw new TypeError('Received non-Uint8Array chunk');
		parts.push(next.value);
	}
	return joinBytes(parts);
}
