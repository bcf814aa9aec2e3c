/** `TextDecoder`: UTF-8, UTF-16 and windows-1252 to text. */
import { bytesOf, defineInterface, toDictionary } from '../interface.ts';
import { decodeUtf8Part, newUtf8State } from '../utf8.ts';
import { type EncodingName, encodingOf } from './labels.ts';

/** Decodes part after part. `last` says that no more comes. */
type Decode = (bytes: Uint8Array, last: boolean, onError: () => void) => string;

const decoders: Readonly<Record<EncodingName, () => Decode>> = {
	'utf-8': () => {
		const state = newUtf8State();
		return (bytes, last, onError) => {
			const text = decodeUtf8Part(bytes, state, onError);
			if (!last || state.needed === 0) return text;
			Object.assign(state, newUtf8State());
			onError();
			return `${text}\ufffd`;
		};
	},
	'utf-16le': () => decodeUtf16(0),
	'utf-16be': () => decodeUtf16(1),
	'windows-1252': () => (bytes) => Array.from(bytes, decodeWestern).join(''),
};

export class TextDecoder {
	#encoding: EncodingName;
	#fatal: boolean;
	#ignoreBOM: boolean;
	#decode: Decode | undefined;
	#bomSeen = false;

	constructor(label: unknown = 'utf-8', options: unknown = undefined) {
		const encoding = encodingOf(`${label}`);
		if (encoding === undefined) {
			throw Object.assign(new RangeError(`The "${label}" encoding is not supported`), { code: 'ERR_ENCODING_NOT_SUPPORTED' });
		}
		const { fatal, ignoreBOM } = toDictionary<{ fatal: unknown; ignoreBOM: unknown }>(options, 'The options of a TextDecoder');
		this.#encoding = encoding;
		this.#fatal = Boolean(fatal);
		this.#ignoreBOM = Boolean(ignoreBOM);
	}

	get encoding(): string {
		return this.#encoding;
	}

	get fatal(): boolean {
		return this.#fatal;
	}

	get ignoreBOM(): boolean {
		return this.#ignoreBOM;
	}

	decode(input: unknown = undefined, options: unknown = undefined): string {
		const bytes = input === undefined ? new Uint8Array() : bytesOf(input);
		if (bytes === undefined) throw new TypeError('The input of decode must be an ArrayBuffer or a view of one');
		const { stream } = toDictionary<{ stream: unknown }>(options, 'The options of decode');
		const decode = this.#decode ?? decoders[this.#encoding]();
		const bomSeen = this.#bomSeen;
		// Whatever happens, what is not streamed begins anew.
		this.#decode = undefined;
		this.#bomSeen = false;
		const text = decode(bytes, !stream, () => this.#refuse());
		if (stream) {
			this.#decode = decode;
			this.#bomSeen = bomSeen || text !== '';
		}
		return !bomSeen && !this.#ignoreBOM && text.startsWith('\ufeff') ? text.slice(1) : text;
	}

	#refuse(): void {
		if (!this.#fatal) return;
		const error = new TypeError(`The encoded data was not valid for encoding ${this.#encoding}`);
		throw Object.assign(error, { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
	}
}

defineInterface(TextDecoder, 'TextDecoder');

/** `odd` is the place of the low byte's partner: 0 where the low byte comes first. */
function decodeUtf16(odd: 0 | 1): Decode {
	let half: number | undefined;
	let lead = '';
	return (bytes, last, onError) => {
		let text = '';
		const wrong = (): void => {
			lead = '';
			text += '\ufffd';
			onError();
		};
		for (const byte of bytes) {
			if (half === undefined) {
				half = byte;
				continue;
			}
			const unit = String.fromCharCode(odd === 0 ? half | (byte << 8) : (half << 8) | byte);
			half = undefined;
			const isTrail = /[\udc00-\udfff]/.test(unit);
			if (lead !== '' && isTrail) {
				text += lead + unit;
				lead = '';
				continue;
			}
			if (lead !== '' || isTrail) wrong();
			if (/[\ud800-\udbff]/.test(unit)) lead = unit;
			else if (!isTrail) text += unit;
		}
		if (last && (half !== undefined || lead !== '')) {
			half = undefined;
			wrong();
		}
		return text;
	};
}

/** What windows-1252 has where ISO-8859-1 has control characters. */
const western = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function decodeWestern(byte: number): string {
	return byte >= 0x80 && byte <= 0x9f ? (western[byte - 0x80] as string) : String.fromCharCode(byte);
}
