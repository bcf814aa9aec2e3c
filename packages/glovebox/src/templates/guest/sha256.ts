/**
 * SHA-256, for filters that have to answer at once: in a guest no engine has it, and the web's digest is a promise.
 *
 * Runs on: guest. The function is sent as text, so it uses nothing of this module.
 */

export interface Sha256 {
	/** The digest of a text as UTF-8, in hexadecimal. */
	readonly digest: (text: string) => string;
	/** Its HMAC. */
	readonly hmac: (text: string, key: string) => string;
}

// Size: the algorithm of FIPS 180-4 and what it needs, as one text.
export function makeSha256(): Sha256 {
	// Its constants are the first bits of fractions of roots of primes.
	const primes: number[] = [];
	for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
	const fraction = (root: number): number => Math.floor((root % 1) * 2 ** 32);
	const rounds = primes.map((prime) => fraction(Math.cbrt(prime)));
	const start = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
	const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
	const words = new Int32Array(64);

	const mix = (state: Int32Array, view: DataView, at: number): void => {
		for (let t = 0; t < 16; t++) words[t] = view.getInt32(at + t * 4);
		for (let t = 16; t < 64; t++) {
			const [x, y] = [words[t - 15] as number, words[t - 2] as number];
			const low = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
			const high = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
			words[t] = (words[t - 16] as number) + low + (words[t - 7] as number) + high;
		}
		let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
		for (let t = 0; t < 64; t++) {
			const choice = (e & f) ^ (~e & g);
			const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + (rounds[t] as number) + (words[t] as number)) | 0;
			const majority = (a & b) ^ (a & c) ^ (b & c);
			const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0;
			[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
		}
		for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] as number) + word;
	};

	const hash = (...parts: readonly Uint8Array[]): Uint8Array => {
		const length = parts.reduce((sum, part) => sum + part.length, 0);
		const padded = new Uint8Array(Math.ceil((length + 9) / 64) * 64);
		let at = 0;
		for (const part of parts) {
			padded.set(part, at);
			at += part.length;
		}
		padded[length] = 0x80;
		const view = new DataView(padded.buffer);
		view.setUint32(padded.length - 8, Math.floor(length / 2 ** 29));
		view.setUint32(padded.length - 4, (length * 8) % 2 ** 32);
		const state = Int32Array.from(start);
		for (let block = 0; block < padded.length; block += 64) mix(state, view, block);
		const digest = new DataView(new ArrayBuffer(32));
		state.forEach((word, index) => void digest.setInt32(index * 4, word));
		return new Uint8Array(digest.buffer);
	};

	const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
	const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
	return {
		digest: (text) => hexOf(hash(bytesOf(text))),
		hmac(text, key) {
			const given = bytesOf(key);
			const block = new Uint8Array(64);
			block.set(given.length > 64 ? hash(given) : given);
			const inner = hash(
				block.map((byte) => byte ^ 0x36),
				bytesOf(text),
			);
			return hexOf(
				hash(
					block.map((byte) => byte ^ 0x5c),
					inner,
				),
			);
		},
	};
}
