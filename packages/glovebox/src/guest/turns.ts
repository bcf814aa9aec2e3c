/**
 * The runs and calls of a realm, one after another, and the one message that ends each.
 *
 * Runs on: guest.
 * Trusts: nothing of the values it is given.
 */
import { isCopyError, type PackedScalar } from '../codec/index.ts';
import { stringify } from './intrinsics.ts';
import type { EncodedText, Outbox } from './outbox.ts';

/** What ends a run: the text of a message, or its value where that is a scalar; `undefined` where it is sent now or later. */
export type End = PackedScalar | undefined;

export interface Turns {
	/** A run or call begins. */
	readonly begin: () => void;
	/** The value of the current one is not there yet. Gives a function that says whether the current one is still the same. */
	readonly wait: () => () => boolean;
	readonly endValue: (value: unknown) => End;
	readonly endThrown: (thrown: unknown) => End;
	/** Ends the run with what a step throws: the guest's own code may run in it. */
	readonly attempt: (step: () => End) => End;
}

// Size: how a run ends, in any of its ways, is one state.
export function createTurns({ account, encode, pack, fail, forget, send }: Outbox, onOver: () => void): Turns {
	let number = 0;
	let waiting = false;

	const begin = (): void => {
		number += 1;
		// The host gave the run before this one up, so nothing has ended its account.
		if (waiting) forget();
		waiting = false;
	};

	const wait = (): (() => boolean) => {
		const mine = number;
		waiting = true;
		return () => mine === number;
	};

	const over = (): void => {
		number += 1;
		waiting = false;
		if (!account.isOpen) return;
		forget();
		onOver();
	};

	const end = (text: string, blobs: readonly Uint8Array[]): End => {
		over();
		if (blobs.length === 0) return text;
		send(text, blobs);
		return undefined;
	};

	const endThrown = (thrown: unknown): End => {
		const { text, blobs } = fail('fail', thrown);
		return end(text, blobs);
	};

	const endValue = (value: unknown): End => {
		const packed = pack(value);
		if (packed !== undefined) {
			over();
			return packed;
		}
		let encoded: EncodedText | undefined;
		try {
			encoded = encode(value, 'result');
		} catch (error) {
			return isCopyError(error) ? end(`["unfit",${stringify(error.message)}]`, []) : endThrown(error);
		}
		// Over `outputBytes`: the host has been told, and ends the run.
		return encoded === undefined ? undefined : end(`["done",${encoded.text}]`, encoded.blobs);
	};

	const attempt = (step: () => End): End => {
		try {
			return step();
		} catch (error) {
			return endThrown(error);
		}
	};

	return { begin, wait, endValue, endThrown, attempt };
}
