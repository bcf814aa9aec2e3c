/**
 * What a guest threw, as data.
 *
 * Runs on: guest.
 * Trusts: nothing. A thrown value may be a proxy that throws, a getter that throws, or null; describing it never throws.
 */
import { encodeValue } from '../codec/index.ts';
import { formatWith } from './console/format.ts';
import { failedImport } from './import-error.ts';
import { define, ErrorClass, getOwnPropertyDescriptor, getPrototypeOf, isError, setPrototypeOf, slice, stringify } from './intrinsics.ts';
import type { EncodedText } from './outbox.ts';

/** As long as a name, a message and a stack can be. */
const longestText = 16 * 1024;
/** How many errors inside an error are told where the error cannot be copied as it is. */
const mostErrors = 64;

/** The text of a `Failure`. `maxBytes` bounds its value, which is `null` where it does not fit or cannot be copied. */
export function describeFailure(thrown: unknown, maxBytes: number): EncodedText {
	const error = isError(thrown);
	const name = error ? readText(thrown, 'name', 'Error') : 'Thrown';
	const message = error ? readText(thrown, 'message', '') : formatThrown(thrown);
	const stack = error ? readText(thrown, 'stack', '') : '';
	const encoded = encodeThrown(thrown, maxBytes);
	const module = failedImport(thrown);
	const head = `{"name":${stringify(name)},"message":${stringify(message)},"stack":${stringify(stack)},"value":`;
	const tail = module === undefined ? '}' : `,"module":${module}}`;
	return encoded === undefined
		? { text: `${head}null${tail}`, blobs: [] }
		: { text: `${head}${encoded.text}${tail}`, blobs: encoded.blobs };
}

function encodeThrown(thrown: unknown, maxBytes: number): EncodedText | undefined {
	const asItIs = tryEncode(thrown, maxBytes);
	if (asItIs !== undefined || !isError(thrown)) return asItIs;
	return tryEncode(plainError(thrown, { left: mostErrors }), maxBytes);
}

function tryEncode(value: unknown, maxBytes: number): EncodedText | undefined {
	try {
		return encodeValue(value, { root: 'error', maxBytes });
	} catch {
		return undefined;
	}
}

/** An error without whatever could not be copied: its class, name and message, and as much of its causes as can be. */
function plainError(error: Error, budget: { left: number }): Error {
	budget.left -= 1;
	const copy = new ErrorClass();
	define(copy, 'name', readText(error, 'name', 'Error'), false);
	define(copy, 'message', readText(error, 'message', ''), false);
	try {
		setPrototypeOf(copy, getPrototypeOf(error));
		if (tryEncode(copy, longestText * 8) === undefined) setPrototypeOf(copy, ErrorClass.prototype);
		const cause = getOwnPropertyDescriptor(error, 'cause');
		if (cause !== undefined) define(copy, 'cause', plainCause(cause.value, budget), false);
	} catch {
		// Stack exhaustion, at worst: what has been copied so far is told.
	}
	return copy;
}

function plainCause(cause: unknown, budget: { left: number }): unknown {
	if (isError(cause)) return budget.left > 0 ? plainError(cause, budget) : undefined;
	return tryEncode(cause, longestText) === undefined ? undefined : cause;
}

function readText(value: object, key: string, otherwise: string): string {
	try {
		const text: unknown = (value as Record<string, unknown>)[key];
		return typeof text === 'string' ? bounded(text) : otherwise;
	} catch {
		return otherwise;
	}
}

function formatThrown(thrown: unknown): string {
	try {
		return bounded(typeof thrown === 'string' ? thrown : formatWith([thrown]));
	} catch {
		return 'A value that cannot be shown';
	}
}

function bounded(text: string): string {
	return text.length > longestText ? `${slice(text, 0, longestText)}…` : text;
}
