/** `crypto`, over functions that the host grants: README.md says which. */
import { SubtleCrypto } from './crypto/subtle.ts';
import { CryptoKey } from './crypto/key.ts';
import { makeOnly, ownerKey } from './crypto/illegal.ts';
import { bytesOf, defineInterface, requireArguments } from './interface.ts';
import { granted, use } from './realm.ts';

const mostBytes = 65_536;

class Crypto {
	#subtle = new SubtleCrypto(ownerKey);

	constructor(given?: unknown) {
		makeOnly(given);
	}

	get subtle(): SubtleCrypto {
		return this.#subtle;
	}

	getRandomValues<Target>(target: Target): Target {
		requireArguments(arguments.length, 1, 'getRandomValues');
		void this.#subtle;
		const { DOMException } = use('events');
		const bytes = ArrayBuffer.isView(target) ? bytesOf(target) : undefined;
		const name = Object.prototype.toString.call(target).slice(8, -1);
		if (bytes === undefined || /^(?:Float|DataView)/.test(name)) {
			throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
		}
		if (bytes.length > mostBytes) {
			throw new DOMException(
				`The ArrayBufferView's byte length (${bytes.length}) exceeds the number of bytes of entropy available via this API (${mostBytes})`,
				'QuotaExceededError',
			);
		}
		bytes.set(random(bytes.length));
		return target;
	}

	randomUUID(): string {
		void this.#subtle;
		const bytes = random(16);
		bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
		bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
		const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
		return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
	}
}

function random(length: number): Uint8Array {
	return length === 0 ? new Uint8Array() : (granted['crypto.randomBytes']?.(length) as Uint8Array);
}

defineInterface(Crypto, 'Crypto');

export const crypto = new Crypto(ownerKey);
export { Crypto, CryptoKey, SubtleCrypto };
