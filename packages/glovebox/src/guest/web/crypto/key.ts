/** `CryptoKey`: a secret key with what it may be used for. */
import { defineInterface } from '../interface.ts';
import { makeOnly } from './illegal.ts';

export interface KeyFacts {
	readonly algorithm: { readonly name: string; readonly length: number; readonly hash?: { readonly name: string } };
	readonly extractable: boolean;
	readonly usages: readonly string[];
	readonly secret: Uint8Array<ArrayBuffer>;
}

export let factsOf: (key: CryptoKey) => KeyFacts;

export class CryptoKey {
	#facts: KeyFacts;
	/** What the guest sees: the same array each time. */
	#usages: string[];

	static {
		factsOf = (key) => key.#facts;
	}

	constructor(given?: unknown, facts?: KeyFacts) {
		makeOnly(given);
		this.#facts = facts as KeyFacts;
		this.#usages = [...this.#facts.usages];
	}

	get type(): string {
		void this.#facts;
		return 'secret';
	}

	get extractable(): boolean {
		return this.#facts.extractable;
	}

	get algorithm(): object {
		return this.#facts.algorithm;
	}

	get usages(): string[] {
		return this.#usages;
	}
}

defineInterface(CryptoKey, 'CryptoKey');
