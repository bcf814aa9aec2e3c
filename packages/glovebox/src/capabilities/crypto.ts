/**
 * What the guest's `crypto` asks of the host. `guest/web/README.md` has the table of these functions.
 *
 * Runs on: host.
 * Trusts: nothing of the guest; names, lengths and sizes are checked. Keys are the guest's own bytes.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { type HostFunction, hostFunction } from '../core/capability.ts';
import { PublicError } from '../core/errors.ts';
import { loadZod } from './load-package.ts';
import { readNames } from '../core/options.ts';
import { type CallLimits, readCallLimits } from './options.ts';
import { mostRandomBytes } from './random.ts';
import { type Revocable, revocable } from './revocable.ts';

const hashes = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const;
const ciphers = { 16: 'aes-128-gcm', 24: 'aes-192-gcm', 32: 'aes-256-gcm' } as const;
const tagLengths: readonly number[] = [96, 104, 112, 120, 128];

/** The functions behind a guest's `crypto`. */
export type Crypto = {
	readonly randomBytes: HostFunction;
	readonly digest: HostFunction;
	readonly hmac: HostFunction;
	readonly encryptAesGcm: HostFunction;
	readonly decryptAesGcm: HostFunction;
};

/**
 * Grants `crypto` as the web has it, where it is granted under that name: `getRandomValues`, `randomUUID`, and of `subtle`
 * digest, HMAC and AES-GCM. The guest's keys live in the guest; this capability gives it no secret of the host.
 *
 * @throws EngineError GLOVEBOX_MISSING without zod.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { crypto } from 'glovebox/capabilities';
 * await using sandbox = createSandbox({ capabilities: { crypto: crypto() } });
 * const source = 'new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array([1, 2, 3]))).length';
 * console.log(await sandbox.evaluate(source)); // → 32
 * ```
 */
export function crypto(options: CallLimits = {}): Revocable<Crypto> {
	readNames(options, 'crypto', ['hostCalls', 'wallMs']);
	const z = loadZod();
	const meter = { bytesIn: 0, bytesOut: 0 };
	const limits = readCallLimits(options);
	const bytes = z.instanceof(Uint8Array).meta({ tsType: 'Uint8Array' });
	const named = (title: string) => bytes.meta({ tsType: 'Uint8Array', title });
	const hash = z.enum(hashes).meta({ title: 'hash' });
	const gcm = z.tuple([named('key'), named('iv'), named('data'), named('additionalData'), z.number().meta({ title: 'tagLength' })]);
	const count = (read: Uint8Array, written: Uint8Array) => {
		meter.bytesIn += read.length;
		meter.bytesOut += written.length;
		return new Uint8Array(written);
	};
	return revocable(
		{
			randomBytes: hostFunction({
				input: z.tuple([z.int().min(0).max(mostRandomBytes).meta({ title: 'length' })]),
				output: bytes,
				sync: true,
				limits,
				handler: (length) => count(new Uint8Array(), randomBytes(length)),
			}),
			digest: hostFunction({
				input: z.tuple([hash, named('data')]),
				output: bytes,
				limits,
				handler: (name, data) => count(data, createHash(name).update(data).digest()),
			}),
			hmac: hostFunction({
				input: z.tuple([hash, named('key'), named('data')]),
				output: bytes,
				limits,
				handler: (name, key, data) => count(data, createHmac(name, key).update(data).digest()),
			}),
			encryptAesGcm: hostFunction({
				input: gcm,
				output: bytes,
				limits,
				handler: (...gcmArguments) => count(gcmArguments[2], encrypt(...gcmArguments)),
			}),
			decryptAesGcm: hostFunction({
				input: gcm,
				output: bytes,
				limits,
				handler: (...gcmArguments) => count(gcmArguments[2], decrypt(...gcmArguments)),
			}),
		},
		{ meter },
	);
}

type GcmArguments = readonly [
	key: Uint8Array,
	iv: Uint8Array,
	data: Uint8Array,
	additionalData: Uint8Array,
	tagLength: number,
	...unknown[],
];

function encrypt(...[key, iv, data, additionalData, tagLength]: GcmArguments): Uint8Array {
	const cipher = createCipheriv(cipherOf(key, iv, tagLength), key, iv, { authTagLength: tagLength / 8 });
	cipher.setAAD(additionalData);
	return Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(...[key, iv, data, additionalData, tagLength]: GcmArguments): Uint8Array {
	const decipher = createDecipheriv(cipherOf(key, iv, tagLength), key, iv, { authTagLength: tagLength / 8 });
	const tagAt = data.length - tagLength / 8;
	if (tagAt < 0) throw doesNotAuthenticate();
	decipher.setAAD(additionalData);
	decipher.setAuthTag(data.subarray(tagAt));
	const text = decipher.update(data.subarray(0, tagAt));
	try {
		return Buffer.concat([text, decipher.final()]);
	} catch {
		throw doesNotAuthenticate();
	}
}

function cipherOf(key: Uint8Array, iv: Uint8Array, tagLength: number): (typeof ciphers)[keyof typeof ciphers] {
	const cipher = Object.hasOwn(ciphers, key.length) ? ciphers[key.length as keyof typeof ciphers] : undefined;
	if (cipher === undefined) throw new PublicError('A key of AES-GCM has 16, 24 or 32 bytes', { name: 'OperationError' });
	if (iv.length === 0) throw new PublicError('The iv of AES-GCM is empty', { name: 'OperationError' });
	if (!tagLengths.includes(tagLength)) {
		throw new PublicError(`The tag length of AES-GCM is one of ${tagLengths.join(', ')} bits`, { name: 'OperationError' });
	}
	return cipher;
}

function doesNotAuthenticate(): PublicError {
	return new PublicError('The data does not authenticate', { name: 'OperationError' });
}
