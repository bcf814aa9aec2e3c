/** `TextEncoder`: text to UTF-8. */
import { defineInterface, requireArguments } from '../interface.ts';
import { encodeUtf8, encodeUtf8Into } from '../utf8.ts';

export class TextEncoder {
	/** Holds nothing; its presence is what makes an instance. */
	#encoding = 'utf-8';

	get encoding(): string {
		return this.#encoding;
	}

	encode(text: unknown = ''): Uint8Array<ArrayBuffer> {
		void this.#encoding;
		return encodeUtf8(`${text}`);
	}

	encodeInto(text: unknown, into: unknown): { read: number; written: number } {
		requireArguments(arguments.length, 2, 'encodeInto');
		void this.#encoding;
		if (!(into instanceof Uint8Array)) throw new TypeError('Cannot encode into what is no Uint8Array');
		return encodeUtf8Into(`${text}`, into);
	}
}

defineInterface(TextEncoder, 'TextEncoder');
