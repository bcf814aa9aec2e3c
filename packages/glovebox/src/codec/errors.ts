/**
 * What goes wrong in the codec.
 *
 * Runs on: host, carriers and guest.
 * Trusts: `intrinsics.ts`. In a guest, ask `isCopyError` and its siblings: `instanceof` consults what a guest can replace.
 */
import { defineHidden, freeze, TypeErrorClass, WeakSetClass, weakSetAdd, weakSetHas } from './intrinsics.ts';

const copyErrors = new WeakSetClass<object>();
const sizeErrors = new WeakSetClass<object>();
const decodeErrors = new WeakSetClass<object>();

/** A value, or a part of it, is of a kind that does not cross. */
export class CopyError extends TypeErrorClass {
	/** Where it lies, as one would write it: `result.items[3].save`. */
	readonly path: string;
	/** What lies there: `a function`. */
	readonly found: string;

	constructor(path: string, found: string) {
		super('Cannot copy "' + path + '": ' + found);
		defineHidden(this, 'name', 'CopyError');
		this.path = path;
		this.found = found;
		weakSetAdd(copyErrors, this);
	}
}

/** A value is larger than `maxBytes`. Encoding stopped there: `used` is what had been counted by then, not the whole size. */
export class SizeError extends TypeErrorClass {
	readonly used: number;
	readonly allowed: number;

	constructor(path: string, used: number, allowed: number) {
		super('Cannot copy "' + path + '": more than ' + allowed + ' bytes');
		defineHidden(this, 'name', 'SizeError');
		this.used = used;
		this.allowed = allowed;
		weakSetAdd(sizeErrors, this);
	}
}

/** A message is not one that `encodeValue` writes, or is beyond the limits of decoding. */
export class DecodeError extends TypeErrorClass {
	/** The short reason: `unknown tag "x"` becomes part of the message. */
	readonly reason: string;

	constructor(reason: string) {
		super('Cannot decode the message: ' + reason);
		defineHidden(this, 'name', 'DecodeError');
		this.reason = reason;
		weakSetAdd(decodeErrors, this);
	}
}

/** Whether a caught value is a {@link CopyError} of this copy of the codec. */
export function isCopyError(value: unknown): value is CopyError {
	return typeof value === 'object' && value !== null && weakSetHas(copyErrors, value);
}

/** Whether a caught value is a {@link SizeError} of this copy of the codec. */
export function isSizeError(value: unknown): value is SizeError {
	return typeof value === 'object' && value !== null && weakSetHas(sizeErrors, value);
}

/** Whether a caught value is a {@link DecodeError} of this copy of the codec. */
export function isDecodeError(value: unknown): value is DecodeError {
	return typeof value === 'object' && value !== null && weakSetHas(decodeErrors, value);
}

// A guest that is handed one of these errors reaches its class: it must not be able to change what `super` calls.
freeze(CopyError);
freeze(CopyError.prototype);
freeze(SizeError);
freeze(SizeError.prototype);
freeze(DecodeError);
freeze(DecodeError.prototype);
