/**
 * Random bytes of the host's operating system.
 *
 * Runs on: host.
 * Trusts: nothing of the guest; lengths are checked.
 */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { type HostFunction, hostFunction } from '../core/capability.ts';
import { loadZod } from './load-package.ts';
import { readNames } from '../core/options.ts';
import { type CallLimits, readCallLimits } from './options.ts';
import { type Revocable, revocable } from './revocable.ts';

export type Random = {
	/** `bytes(length)`: at most 65 536 of them. */
	readonly bytes: HostFunction;
	/** `integer(most)`: from 0 up to and without `most`, each alike; `most` is at most 2 ** 48 - 1. */
	readonly integer: HostFunction;
	/** A version 4 UUID. */
	readonly uuid: HostFunction;
};

/** The most bytes that one call gives: what `crypto.getRandomValues` gives. */
export const mostRandomBytes = 65_536;
const mostInteger = 2 ** 48 - 1;

/**
 * Grants random numbers that nobody can foretell: `bytes(length)`, `integer(most)` and `uuid()`, all synchronous.
 * They are the operating system's; no state of the host's own generators is shared.
 *
 * @throws EngineError GLOVEBOX_MISSING without zod.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { random } from 'glovebox/capabilities';
 * await using sandbox = createSandbox({ capabilities: { random: random() } });
 * console.log(await sandbox.evaluate('[random.bytes(8).length, random.integer(6) < 6, random.uuid().length]')); // → [ 8, true, 36 ]
 * ```
 */
export function random(options: CallLimits = {}): Revocable<Random> {
	readNames(options, 'random', ['hostCalls', 'wallMs']);
	const z = loadZod();
	const meter = { bytesIn: 0, bytesOut: 0 };
	const shared = { sync: true, limits: readCallLimits(options) } as const;
	const bytes = hostFunction({
		...shared,
		input: z.tuple([z.int().min(0).max(mostRandomBytes).meta({ title: 'length' })]),
		output: z.instanceof(Uint8Array).meta({ tsType: 'Uint8Array' }),
		handler: (length) => {
			meter.bytesOut += length;
			return new Uint8Array(randomBytes(length));
		},
	});
	const integer = hostFunction({
		...shared,
		input: z.tuple([z.int().min(1).max(mostInteger).meta({ title: 'most' })]),
		output: z.number(),
		handler: (most) => randomInt(most),
	});
	const uuid = hostFunction({ ...shared, input: z.tuple([]), output: z.string(), handler: () => randomUUID() });
	return revocable({ bytes, integer, uuid }, { meter });
}
