/**
 * The state behind `Math.random`, which would otherwise be the image's, and so the same in every realm.
 *
 * Runs on: host.
 * Trusts: nothing; where the state lies is found out, not known.
 */
import { EngineError } from '../../core/errors.ts';
import type { Image } from './image.ts';
import type { Instance } from './instance.ts';
import { instantiate } from './reset.ts';
import { maximumPages } from './wasm.ts';

const stateBytes = 8;
/** The state is a field of QuickJS's context. */
const searchedBytes = 1_024;

/** Finds the state as the one field of the context that `Math.random` changes, and that decides what it returns. */
export function findRandomState(image: Image): Image {
	const { context } = image.places;
	const [before, after] = ['1', 'Math.random()'].map((code) => {
		const instance = instantiate(image, maximumPages);
		instance.evaluate(code, 'probe');
		return Buffer.from(instance.bytes.subarray(context, context + searchedBytes));
	}) as [Buffer, Buffer];
	const changed: number[] = [];
	for (let at = 0; at < searchedBytes; at += stateBytes) {
		if (before.compare(after, at, at + stateBytes, at, at + stateBytes) !== 0) changed.push(context + at);
	}
	const found = changed.filter((at) => decides(image, at));
	if (found.length !== 1) throw new EngineError('GLOVEBOX_UNSUPPORTED', 'Cannot find the state of Math.random in this quickjs-wasi');
	return { ...image, places: { ...image.places, randomState: found[0]! } };
}

function decides(image: Image, at: number): boolean {
	const [first, second, other] = [5n, 5n, 6n].map((state) => {
		const instance = instantiate(image, maximumPages);
		instance.bytes.writeBigUInt64LE(state, at);
		const { box } = instance.evaluate('String(Math.random())', 'probe');
		return instance.readText(box);
	});
	return first === second && first !== other;
}

const provided: { bytes?: Uint8Array } = {};

/** Gives a carrier its first random bytes: to load `node:crypto` takes 9 ms of processor time (Node 26.10). */
export function provideRandom(bytes: Uint8Array): void {
	provided.bytes = bytes;
}

/** What no one can guess, as much as {@link RandomStates} makes at a time: one call for it costs more than the reset's own copying. */
export function randomBytes(): Uint8Array {
	return process.getBuiltinModule('node:crypto').randomFillSync(Buffer.alloc(4_096));
}

/** Fresh states. */
export class RandomStates {
	#bytes: Buffer;
	#at = 0;

	/** While nobody waits. */
	constructor() {
		const { bytes = randomBytes() } = provided;
		delete provided.bytes;
		this.#bytes = Buffer.from(bytes);
	}

	/** Writes a state that no realm had before. Zero, from which the generator would never move, becomes one. */
	seed(instance: Instance, image: Image): void {
		if (this.#at === this.#bytes.length) {
			this.#bytes = Buffer.from(randomBytes());
			this.#at = 0;
		}
		const state = this.#bytes.readBigUInt64LE(this.#at);
		this.#bytes.fill(0, this.#at, this.#at + stateBytes);
		this.#at += stateBytes;
		instance.bytes.writeBigUInt64LE(state === 0n ? 1n : state, image.places.randomState);
	}
}
