/**
 * A `Math.random` that a seed decides: sfc32 (Chris Doty-Humphrey, PractRand), not for secrets.
 *
 * Runs on: guest.
 */
import { charCodeAt, imul } from './intrinsics.ts';

/** A function that gives the same numbers from 0 to 1 for the same seed, with 32 random bits each. */
export function makeRandom(seed: string): () => number {
	let a = hash(seed, 0x9e3779b9);
	let b = hash(seed, 0x85ebca6b);
	let c = hash(seed, 0xc2b2ae35);
	let counter = 1;
	const random = (): number => {
		const result = (((a + b) | 0) + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = ((c << 21) | (c >>> 11)) + result;
		c |= 0;
		return (result >>> 0) / 2 ** 32;
	};
	// The first numbers still show what the seed was.
	for (let round = 0; round < 12; round++) random();
	return random;
}

/** FNV-1a over UTF-16 units, begun at `basis`, with the finish of MurmurHash3. */
function hash(text: string, basis: number): number {
	let sum = basis;
	for (let at = 0; at < text.length; at++) sum = imul(sum ^ charCodeAt(text, at), 0x01000193);
	sum = imul(sum ^ (sum >>> 16), 0x85ebca6b);
	sum = imul(sum ^ (sum >>> 13), 0xc2b2ae35);
	return sum ^ (sum >>> 16);
}
