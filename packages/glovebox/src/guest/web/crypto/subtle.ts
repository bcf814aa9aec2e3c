/** `crypto.subtle`: digests, HMAC and AES-GCM, computed by the host; keys are kept here. */
import { defineInterface, requireArguments } from '../interface.ts';
import { granted } from '../realm.ts';
import { type Algorithm, type Bytes, problem, readAlgorithm, readBytes, readHash } from './algorithms.ts';
import { makeOnly } from './illegal.ts';
import { CryptoKey, factsOf } from './key.ts';
import { exportSecret, generateSecret, importSecret } from './secrets.ts';

/** Answers with what the host computed, as a buffer of its own. */
async function ask(path: string, ...args: readonly unknown[]): Promise<ArrayBuffer> {
	const compute = granted[path];
	if (compute === undefined) throw problem('NotSupportedError', `The host does not grant "${path}"`);
	try {
		return ((await compute(...args)) as Bytes).buffer;
	} catch (error) {
		if ((error as Error).name !== 'OperationError') throw error;
		throw problem('OperationError', 'The operation failed for an operation-specific reason');
	}
}

export class SubtleCrypto {
	/** Holds nothing; its presence is what makes an instance. */
	#brand = true;

	constructor(given?: unknown) {
		makeOnly(given);
	}

	async digest(algorithm: unknown, data: unknown): Promise<ArrayBuffer> {
		requireArguments(arguments.length, 2, 'digest');
		void this.#brand;
		return ask('crypto.digest', readHash(algorithm), readBytes(data, 'The data'));
	}

	async generateKey(algorithm: unknown, extractable: unknown, usages: Iterable<unknown>): Promise<CryptoKey> {
		requireArguments(arguments.length, 3, 'generateKey');
		void this.#brand;
		return generateSecret(algorithm, Boolean(extractable), usages);
	}

	async importKey(format: unknown, data: unknown, algorithm: unknown, extractable: unknown, usages: Iterable<unknown>): Promise<CryptoKey> {
		requireArguments(arguments.length, 5, 'importKey');
		void this.#brand;
		return importSecret(`${format}`, data, algorithm, Boolean(extractable), usages);
	}

	async exportKey(format: unknown, key: unknown): Promise<ArrayBuffer | object> {
		requireArguments(arguments.length, 2, 'exportKey');
		void this.#brand;
		if (!(key instanceof CryptoKey)) throw new TypeError('This is no CryptoKey');
		return exportSecret(`${format}`, key);
	}

	async sign(algorithm: unknown, key: unknown, data: unknown): Promise<ArrayBuffer> {
		requireArguments(arguments.length, 3, 'sign');
		void this.#brand;
		return hmac(algorithm, key, data, 'sign');
	}

	async verify(algorithm: unknown, key: unknown, signature: unknown, data: unknown): Promise<boolean> {
		requireArguments(arguments.length, 4, 'verify');
		void this.#brand;
		const given = readBytes(signature, 'The signature');
		const right = new Uint8Array(await hmac(algorithm, key, data, 'verify'));
		// Takes as long whatever the bytes are.
		let difference = given.length ^ right.length;
		for (let at = 0; at < right.length; at++) difference |= (given[at] ?? 0) ^ (right[at] as number);
		return difference === 0;
	}

	async encrypt(algorithm: unknown, key: unknown, data: unknown): Promise<ArrayBuffer> {
		requireArguments(arguments.length, 3, 'encrypt');
		void this.#brand;
		return aesGcm('crypto.encryptAesGcm', algorithm, key, data, 'encrypt');
	}

	async decrypt(algorithm: unknown, key: unknown, data: unknown): Promise<ArrayBuffer> {
		requireArguments(arguments.length, 3, 'decrypt');
		void this.#brand;
		return aesGcm('crypto.decryptAesGcm', algorithm, key, data, 'decrypt');
	}
}

for (const name of ['deriveBits', 'deriveKey', 'wrapKey', 'unwrapKey']) {
	const refuse = async (): Promise<never> => {
		throw problem('NotSupportedError', `${name} is not supported here`);
	};
	Object.defineProperty(SubtleCrypto.prototype, name, { value: refuse, writable: true, configurable: true });
}
defineInterface(SubtleCrypto, 'SubtleCrypto');

function hmac(algorithm: unknown, key: unknown, data: unknown, usage: string): Promise<ArrayBuffer> {
	const { name } = readAlgorithm(algorithm, ['HMAC']);
	const bytes = readBytes(data, 'The data');
	const { secret, algorithm: facts } = requireKey(key, name, usage);
	return ask('crypto.hmac', facts.hash?.name, secret, bytes);
}

const tagLengths = [32, 64, 96, 104, 112, 120, 128];

function aesGcm(path: string, algorithm: unknown, key: unknown, data: unknown, usage: string): Promise<ArrayBuffer> {
	const { name, iv, additionalData, tagLength = 128 }: Algorithm = readAlgorithm(algorithm, ['AES-GCM']);
	const vector = readBytes(iv, 'algorithm.iv');
	const additional = additionalData === undefined ? new Uint8Array() : readBytes(additionalData, 'algorithm.additionalData');
	const bytes = readBytes(data, 'The data');
	if (!tagLengths.includes(Number(tagLength))) throw problem('OperationError', `${tagLength} is not a valid AES-GCM tag length`);
	if (vector.length === 0) throw problem('OperationError', 'algorithm.iv is empty');
	const { secret } = requireKey(key, name, usage);
	return ask(path, secret, vector, bytes, additional, Number(tagLength));
}

function requireKey(key: unknown, name: string, usage: string): ReturnType<typeof factsOf> {
	if (!(key instanceof CryptoKey)) throw new TypeError('This is no CryptoKey');
	const facts = factsOf(key);
	if (facts.algorithm.name !== name) throw problem('InvalidAccessError', 'Key algorithm mismatch');
	if (!facts.usages.includes(usage)) throw problem('InvalidAccessError', `Unable to use this key to ${usage}`);
	return facts;
}
