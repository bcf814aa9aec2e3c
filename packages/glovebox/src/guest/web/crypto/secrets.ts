/** Making, reading and writing secret keys. */
import { use, granted } from '../realm.ts';
import { type Algorithm, type Bytes, hashes, problem, readAlgorithm, readBytes, readHash, usagesOf } from './algorithms.ts';
import { ownerKey } from './illegal.ts';
import { CryptoKey, factsOf, type KeyFacts } from './key.ts';

export function generateSecret(algorithm: unknown, extractable: boolean, usages: Iterable<unknown>): CryptoKey {
	const read = readAlgorithm(algorithm, Object.keys(usagesOf));
	const allowed = readUsages(read, usages);
	const facts = factsFor(read, bitsOf(read));
	const secret = granted['crypto.randomBytes']?.(facts.length / 8) as Bytes;
	return makeKey({ algorithm: facts, extractable, usages: allowed, secret });
}

export function importSecret(
	format: string,
	data: unknown,
	algorithm: unknown,
	extractable: boolean,
	usages: Iterable<unknown>,
): CryptoKey {
	const read = readAlgorithm(algorithm, Object.keys(usagesOf));
	const allowed = readUsages(read, usages);
	if (format !== 'raw' && format !== 'jwk') throw problem('NotSupportedError', `Unable to import ${read.name} using ${format} format`);
	const secret = format === 'raw' ? readBytes(data, 'The key data') : readJwk(data);
	if (secret.length === 0) throw problem('DataError', 'Zero-length key is not supported');
	if (read.name === 'AES-GCM' && ![16, 24, 32].includes(secret.length)) throw problem('DataError', 'Invalid key length');
	return makeKey({ algorithm: factsFor(read, secret.length * 8), extractable, usages: allowed, secret });
}

export function exportSecret(format: string, key: CryptoKey): ArrayBuffer | object {
	const { secret, extractable, usages, algorithm } = factsOf(key);
	if (format !== 'raw' && format !== 'jwk') throw problem('NotSupportedError', `Unable to export a secret key using ${format} format`);
	if (!extractable) throw problem('InvalidAccessError', 'key is not extractable');
	if (format === 'raw') return secret.slice().buffer;
	const digits = use('encoding').btoa(String.fromCharCode(...secret));
	const k = digits.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
	const alg = algorithm.name === 'HMAC' ? `HS${algorithm.hash?.name.slice(4)}` : `A${algorithm.length}GCM`;
	return { key_ops: [...usages], ext: true, kty: 'oct', k, alg };
}

function makeKey(facts: KeyFacts): CryptoKey {
	return new CryptoKey(ownerKey, facts);
}

function factsFor(algorithm: Algorithm, length: number): KeyFacts['algorithm'] {
	const { name } = algorithm;
	return name === 'HMAC' ? { name, length, hash: { name: readHash(algorithm['hash']) } } : { name, length };
}

function bitsOf({ name, length, hash }: Algorithm): number {
	if (name === 'HMAC' && length === undefined) return hashes[readHash(hash)]?.blockBits ?? 512;
	const bits = Number(length);
	if (name === 'HMAC' ? !(bits > 0) || bits % 8 !== 0 : ![128, 192, 256].includes(bits))
		throw problem('OperationError', 'Invalid key length');
	return bits;
}

function readUsages({ name }: Algorithm, usages: Iterable<unknown>): string[] {
	const allowed = usagesOf[name] ?? [];
	const read = Array.from(new Set(usages), (usage) => `${usage}`);
	if (read.some((usage) => !allowed.includes(usage)))
		throw problem('SyntaxError', `Unsupported key usage for ${name === 'HMAC' ? 'an HMAC' : 'an AES'} key`);
	if (read.length === 0) throw problem('SyntaxError', 'Usages cannot be empty when creating a key.');
	return read;
}

function readJwk(data: unknown): Bytes {
	const { kty, k } = (data ?? {}) as { readonly kty?: unknown; readonly k?: unknown };
	if (kty !== 'oct' || typeof k !== 'string') throw problem('DataError', 'Invalid JWK "kty" Parameter');
	const text = use('encoding').atob(k.replaceAll('-', '+').replaceAll('_', '/'));
	return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
