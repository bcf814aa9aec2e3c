/** UTF-8, both ways. Written here, since no engine has it as a part of ECMAScript. */

/** The bytes of well-formed or other text; a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(text.length * 3);
	const { written } = encodeUtf8Into(text, bytes);
	return bytes.slice(0, written);
}

/** Writes as many whole characters as fit. `read` counts code units. */
export function encodeUtf8Into(text: string, into: Uint8Array): { read: number; written: number } {
	let written = 0;
	let read = 0;
	while (read < text.length) {
		const code = scalarAt(text, read);
		const length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
		if (written + length > into.length) break;
		if (length === 1) into[written] = code;
		else {
			into[written] = (length === 2 ? 0xc0 : length === 3 ? 0xe0 : 0xf0) | (code >> (6 * (length - 1)));
			for (let index = 1; index < length; index++) into[written + index] = 0x80 | ((code >> (6 * (length - 1 - index))) & 0x3f);
		}
		written += length;
		read += code > 0xffff ? 2 : 1;
	}
	return { read, written };
}

function scalarAt(text: string, index: number): number {
	const code = text.codePointAt(index) as number;
	return code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
}

/** How far a decoder has come inside one character. */
export interface Utf8State {
	/** Bytes that are still to come. */
	needed: number;
	code: number;
	/** Bounds of the next byte: what keeps out overlong forms, surrogates and what is beyond Unicode. */
	lower: number;
	upper: number;
}

export function newUtf8State(): Utf8State {
	return { needed: 0, code: 0, lower: 0x80, upper: 0xbf };
}

/** The text of all bytes; what is no UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
	const state = newUtf8State();
	const text = decodeUtf8Part(bytes, state, () => {});
	return state.needed === 0 ? text : `${text}\ufffd`;
}

const mostUnits = 4_096;

/** Decodes on from `state`. `onError` is told of each wrong sequence, and may throw. */
export function decodeUtf8Part(bytes: Uint8Array, state: Utf8State, onError: () => void): string {
	let text = '';
	let units: number[] = [];
	const put = (code: number): void => {
		if (code > 0xffff) units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
		else units.push(code);
	};
	const wrong = (): void => {
		onError();
		units.push(0xfffd);
	};
	for (let at = 0; at < bytes.length; at++) {
		const byte = bytes[at] as number;
		if (state.needed === 0) {
			if (byte < 0x80) units.push(byte);
			else if (!startSequence(byte, state)) wrong();
		} else if (byte < state.lower || byte > state.upper) {
			Object.assign(state, newUtf8State());
			wrong();
			// The byte begins something else.
			at -= 1;
		} else {
			state.code = (state.code << 6) | (byte & 0x3f);
			state.lower = 0x80;
			state.upper = 0xbf;
			state.needed -= 1;
			if (state.needed === 0) put(state.code);
		}
		if (units.length >= mostUnits) {
			text += String.fromCharCode(...units);
			units = [];
		}
	}
	return text + String.fromCharCode(...units);
}

function startSequence(byte: number, state: Utf8State): boolean {
	if (byte >= 0xc2 && byte <= 0xdf) {
		state.needed = 1;
		state.code = byte & 0x1f;
		return true;
	}
	if (byte >= 0xe0 && byte <= 0xef) {
		if (byte === 0xe0) state.lower = 0xa0;
		if (byte === 0xed) state.upper = 0x9f;
		state.needed = 2;
		state.code = byte & 0xf;
		return true;
	}
	if (byte >= 0xf0 && byte <= 0xf4) {
		if (byte === 0xf0) state.lower = 0x90;
		if (byte === 0xf4) state.upper = 0x8f;
		state.needed = 3;
		state.code = byte & 0x7;
		return true;
	}
	return false;
}
