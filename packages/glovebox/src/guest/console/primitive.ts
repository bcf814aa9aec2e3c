/**
 * Primitives as text.
 *
 * Runs on: guest.
 * Trusts: nothing; no guest code runs for a primitive.
 */
import { symbolToString } from '../../codec/intrinsics.ts';
import { quoteWithin } from './quote.ts';
import { shorten } from './text.ts';

/** From here on a bigint is not converted: engines take time that grows faster than its length. */
const hugeBigint = 10n ** 1_000n;

/** A primitive as source text would have it, in a place with `width` columns. */
export function writePrimitive(value: unknown, width: number, indentation: number): string {
	if (typeof value === 'string') return quoteWithin(value, width, indentation);
	if (typeof value === 'symbol') return shorten(symbolToString(value));
	return writeNumber(value);
}

/** A number with the sign of zero, a bigint with its `n`, and what else has one text only. */
export function writeNumber(value: unknown): string {
	if (typeof value === 'bigint') return writeBigint(value);
	return value === 0 && 1 / (value as number) < 0 ? '-0' : `${value as number}`;
}

function writeBigint(value: bigint): string {
	if (value < hugeBigint && value > -hugeBigint) return `${value}n`;
	return value < 0n ? '[BigInt: below -10**1000]' : '[BigInt: above 10**1000]';
}
