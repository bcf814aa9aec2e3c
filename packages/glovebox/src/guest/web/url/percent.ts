/** Percent-encoding, as the URL standard has it. */
import { decodeUtf8, encodeUtf8 } from '../utf8.ts';

/** Whether a byte (below 0x80; all others are) is to be percent-encoded. */
export type EncodeSet = (code: number) => boolean;

const among = (base: EncodeSet, characters: string): EncodeSet => {
	const codes = new Set(Array.from(characters, (character) => character.charCodeAt(0)));
	return (code) => base(code) || codes.has(code);
};

export const controlSet: EncodeSet = (code) => code <= 0x1f || code > 0x7e;
export const fragmentSet = among(controlSet, ' "<>`');
export const querySet = among(controlSet, ' "#<>');
export const specialQuerySet = among(querySet, "'");
export const pathSet = among(querySet, '?^`{}');
export const userinfoSet = among(pathSet, '/:;=@[\\]|');
export const formSet: EncodeSet = (code) => !/[a-zA-Z0-9*\-._]/.test(String.fromCharCode(code));

const hex = '0123456789ABCDEF';

/** Encodes text as UTF-8, and what `set` says of it with percents. */
export function percentEncode(text: string, set: EncodeSet, spaceAsPlus = false): string {
	let encoded = '';
	for (const byte of encodeUtf8(text)) {
		if (spaceAsPlus && byte === 0x20) encoded += '+';
		else if (byte > 0x7f || set(byte)) encoded += `%${hex[byte >> 4]}${hex[byte & 15]}`;
		else encoded += String.fromCharCode(byte);
	}
	return encoded;
}

/** Decodes percents and then UTF-8; what is no UTF-8 becomes U+FFFD. */
export function percentDecode(text: string): string {
	if (!text.includes('%')) return text;
	const bytes = encodeUtf8(text);
	let length = 0;
	for (let at = 0; at < bytes.length; at++) {
		let byte = bytes[at] as number;
		if (byte === 0x25) {
			const digits = String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
			if (/^[0-9a-f]{2}$/i.test(digits)) {
				byte = Number.parseInt(digits, 16);
				at += 2;
			}
		}
		bytes[length] = byte;
		length += 1;
	}
	return decodeUtf8(bytes.subarray(0, length));
}
