/** What is known of algorithms: their names, keys and parameters. */
import { bytesOf } from '../interface.ts';
import { use } from '../realm.ts';

export type Bytes = Uint8Array<ArrayBuffer>;
export const hashes: Readonly<Record<string, { readonly blockBits: number }>> = {
	'SHA-1': { blockBits: 512 },
	'SHA-256': { blockBits: 512 },
	'SHA-384': { blockBits: 1_024 },
	'SHA-512': { blockBits: 1_024 },
};

export const usagesOf: Readonly<Record<string, readonly string[]>> = {
	HMAC: ['sign', 'verify'],
	'AES-GCM': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
};

export interface Algorithm {
	readonly name: string;
	readonly [parameter: string]: unknown;
}

/** An algorithm with its name as the standard writes it, refused where it is none of `supported`. */
export function readAlgorithm(value: unknown, supported: readonly string[]): Algorithm {
	const given = (typeof value === 'object' && value !== null ? value : { name: `${value}` }) as { readonly name?: unknown };
	if (given.name === undefined) throw new TypeError('The algorithm has no name');
	const name = supported.find((one) => one.toLowerCase() === `${given.name}`.toLowerCase());
	if (name === undefined) throw problem('NotSupportedError', 'Unrecognized algorithm name');
	return { ...given, name };
}

export function readHash(value: unknown): string {
	return readAlgorithm(value, Object.keys(hashes)).name;
}

/** A copy of the bytes as they are now: a guest may change them while the host works. */
export function readBytes(value: unknown, what: string): Bytes {
	const bytes = bytesOf(value);
	if (bytes === undefined) throw new TypeError(`${what} is not an ArrayBuffer or a view of one`);
	return bytes.slice();
}

export function problem(name: string, message: string): Error {
	return new (use('events').DOMException)(message, name) as unknown as Error;
}
