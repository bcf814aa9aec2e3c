/**
 * Scalars: values that cross as they are where guest and host share a thread. Neither a text nor a tree is made of them.
 *
 * Runs on: host and guest.
 * Trusts: nothing; whoever receives one looks at its type.
 */
import { stringIsWellFormed, stringSlice } from './intrinsics.ts';

export type Scalar = undefined | null | boolean | number | string;

/** A scalar in a place where a message's text can stand too, which begins with `[`: a string comes after `=`, and undefined is `u`. */
export type PackedScalar = null | boolean | number | string;

/** Packs a scalar; `undefined` for anything else, and for a string that is longer or that UTF-8 has no bytes for. */
export function packScalar(value: unknown, longest: number): PackedScalar | undefined {
	switch (typeof value) {
		case 'number':
		case 'boolean':
			return value;
		case 'string':
			return value.length <= longest && stringIsWellFormed(value) ? '=' + value : undefined;
		case 'undefined':
			return 'u';
		default:
			return value === null ? null : undefined;
	}
}

/** What {@link packScalar} packed. A message's text is not one. */
export function unpackScalar(packed: PackedScalar): Scalar {
	if (typeof packed !== 'string') return packed;
	return packed === 'u' ? undefined : stringSlice(packed, 1);
}

/** Whether a text that arrived is a message's. */
export function isMessageText(text: string): boolean {
	return text[0] === '[';
}

/** Whether a value is a scalar, and one that {@link packScalar} would pack. */
export function isScalar(value: unknown, longest: number): value is Scalar {
	switch (typeof value) {
		case 'number':
		case 'boolean':
		case 'undefined':
			return true;
		case 'string':
			return value.length <= longest && stringIsWellFormed(value);
		default:
			return value === null;
	}
}

/** What a scalar that is no string counts for, and a string beside its length. */
export const scalarSize = { other: 8, string: 2 } as const;

/** Whether all values are scalars, and together no larger than this. */
export function areScalars(values: readonly unknown[], most: number): values is readonly Scalar[] {
	let left = most;
	for (let i = 0; i < values.length; i += 1) {
		const value = values[i];
		if (!isScalar(value, left)) return false;
		left -= typeof value === 'string' ? value.length + scalarSize.string : scalarSize.other;
	}
	return left >= 0;
}
