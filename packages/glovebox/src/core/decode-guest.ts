/** The host's one way from what a guest encoded to a value. Runs on: host. Trusts: nothing of the message. */
import { type DecodeOptions, decodeValue } from '../codec/index.ts';
import { hasCollisions } from './collisions.ts';
import { hasCostlyPatterns } from './costly-patterns.ts';
import type { Encoded } from './message.ts';

/** A value that could be decoded, but not in time: the guest's mistake, not its carrier's. */
export class CostlyValueError extends TypeError {}

/** As `decodeValue`, of what came from a guest. Throws a {@link CostlyValueError} where that would take out of all proportion. */
export function decodeGuest(encoded: Encoded, blobs: readonly Uint8Array[], options?: DecodeOptions): unknown {
	if (hasCollisions(encoded)) throw new CostlyValueError('a Map or Set of numbers that all lie in one bucket');
	if (hasCostlyPatterns(encoded)) throw new CostlyValueError('regular expressions that take too long to compile');
	return decodeValue(encoded, blobs, options);
}
