/** `atob` and `btoa`: base64 of strings whose characters are bytes. */
import { requireArguments } from '../interface.ts';
import { use } from '../realm.ts';

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map(Array.from(digits, (digit, value) => [digit, value]));

export function btoa(data: unknown): string {
	requireArguments(arguments.length, 1, 'btoa');
	const text = `${data}`;
	let encoded = '';
	for (let at = 0; at < text.length; at += 3) {
		const bytes = [0, 1, 2].map((index) => (at + index < text.length ? text.charCodeAt(at + index) : 0)) as [number, number, number];
		if (bytes.some((byte) => byte > 255)) throw invalid('Invalid character');
		const group = (bytes[0] << 16) | (bytes[1] << 8) | bytes[2];
		const left = text.length - at;
		encoded += `${digits[group >> 18]}${digits[(group >> 12) & 63]}`;
		encoded += left > 1 ? digits[(group >> 6) & 63] : '=';
		encoded += left > 2 ? digits[group & 63] : '=';
	}
	return encoded;
}

export function atob(data: unknown): string {
	requireArguments(arguments.length, 1, 'atob');
	let text = `${data}`.replace(/[\t\n\f\r ]/g, '');
	if (text.length % 4 === 0) text = text.replace(/={1,2}$/, '');
	if (text.length % 4 === 1) throw invalid('The string to be decoded is not correctly encoded.');
	let decoded = '';
	let bits = 0;
	let group = 0;
	for (const digit of text) {
		const value = values.get(digit);
		if (value === undefined) throw invalid('Invalid character');
		group = ((group << 6) | value) & 0xffff;
		bits += 6;
		if (bits < 8) continue;
		bits -= 8;
		decoded += String.fromCharCode((group >> bits) & 0xff);
	}
	return decoded;
}

function invalid(message: string): Error {
	return new (use('events').DOMException)(message, 'InvalidCharacterError') as unknown as Error;
}
