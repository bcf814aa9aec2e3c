/** `TextEncoderStream` and `TextDecoderStream`. */
import { type ReadableStream, TransformStream, type WritableStream } from 'web-streams-polyfill';
import { defineInterface } from '../interface.ts';
import { use } from '../realm.ts';
import { encodeUtf8 } from '../utf8.ts';

export class TextEncoderStream {
	#transform: TransformStream<unknown, Uint8Array>;

	constructor() {
		let lead = '';
		this.#transform = new TransformStream({
			transform(chunk, controller) {
				// A surrogate pair may lie in two chunks.
				const text = `${lead}${chunk}`;
				lead = /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : '';
				const bytes = encodeUtf8(text.slice(0, text.length - lead.length));
				if (bytes.length > 0) controller.enqueue(bytes);
			},
			flush(controller) {
				if (lead !== '') controller.enqueue(encodeUtf8(lead));
			},
		});
	}

	get encoding(): string {
		void this.#transform;
		return 'utf-8';
	}

	get readable(): ReadableStream<Uint8Array> {
		return this.#transform.readable;
	}

	get writable(): WritableStream<unknown> {
		return this.#transform.writable;
	}
}

export class TextDecoderStream {
	#decoder: InstanceType<ReturnType<typeof use<'encoding'>>['TextDecoder']>;
	#transform: TransformStream<unknown, string>;

	constructor(label: unknown = 'utf-8', options: unknown = undefined) {
		const decoder = new (use('encoding').TextDecoder)(label, options);
		this.#decoder = decoder;
		this.#transform = new TransformStream({
			transform(chunk, controller) {
				// To `decode` it would be the end.
				if (chunk === undefined) throw new TypeError('A chunk must be an ArrayBuffer or a view of one');
				const text = decoder.decode(chunk, { stream: true });
				if (text !== '') controller.enqueue(text);
			},
			flush(controller) {
				const text = decoder.decode();
				if (text !== '') controller.enqueue(text);
			},
		});
	}

	get encoding(): string {
		return this.#decoder.encoding;
	}

	get fatal(): boolean {
		return this.#decoder.fatal;
	}

	get ignoreBOM(): boolean {
		return this.#decoder.ignoreBOM;
	}

	get readable(): ReadableStream<string> {
		return this.#transform.readable;
	}

	get writable(): WritableStream<unknown> {
		return this.#transform.writable;
	}
}

defineInterface(TextEncoderStream, 'TextEncoderStream');
defineInterface(TextDecoderStream, 'TextDecoderStream');
