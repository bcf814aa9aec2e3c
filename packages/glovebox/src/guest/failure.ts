/**
 * What a guest threw, as data.
 *
 * Runs on: guest.
 * Trusts: nothing. A thrown value may be a proxy that throws, a getter that throws, or null; describing it never throws.
 */
import { encodeValue } from '../codec/index.ts';
import { isArray } from '../codec/intrinsics.ts';
import { formatWith } from './console/format.ts';
import { framesOf } from './error-stack.ts';
import { failedImport } from './import-error.ts';
import {
	define,
	ErrorClass,
	getOwnPropertyDescriptor,
	getPrototypeOf,
	hasOwn,
	isError,
	objectKeys,
	setPrototypeOf,
	slice,
	stringify,
} from './intrinsics.ts';
import type { EncodedText } from './outbox.ts';

/** As long as a name, a message and a stack can be. */
const longestText = 16 * 1024;
/** How many errors and properties inside an error are told where the error cannot be copied as it is. */
const mostParts = 64;
// A proxy answers with a new proxy for as long as it is asked.
const longestChain = 100;

/** The text of a `Failure`. `maxBytes` bounds its value, which is `null` where it does not fit or cannot be copied. */
export function describeFailure(thrown: unknown, maxBytes: number): EncodedText {
	const error = isErrorLike(thrown);
	const name = error ? readText(thrown, 'name', 'Error') : 'Thrown';
	const message = error ? readText(thrown, 'message', '') : formatThrown(thrown);
	const stack = error ? readStack(thrown) : '';
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
	if (asItIs !== undefined || !isErrorLike(thrown)) return asItIs;
	return tryEncode(plainError(thrown, { left: mostParts }), maxBytes);
}

/** Whether it is an error, or what libraries made before there were classes: an object that inherits from `Error.prototype`. */
function isErrorLike(thrown: unknown): thrown is Error {
	if (isError(thrown)) return true;
	if (typeof thrown !== 'object' || thrown === null) return false;
	try {
		let at = getPrototypeOf(thrown);
		for (let step = 0; at !== null && step < longestChain; step += 1) {
			if (at === ErrorClass.prototype) return true;
			at = getPrototypeOf(at);
		}
	} catch {
		// A proxy that does not say what it inherits from is nothing that can be told as an error.
	}
	return false;
}

function tryEncode(value: unknown, maxBytes: number): EncodedText | undefined {
	try {
		return encodeValue(value, { root: 'error', maxBytes });
	} catch {
		return undefined;
	}
}

/** An error without whatever could not be copied: its class, name and message, and as much as can be of what it holds. */
function plainError(error: Error, budget: { left: number }): Error {
	budget.left -= 1;
	const copy = new ErrorClass();
	define(copy, 'name', readText(error, 'name', 'Error'), false);
	define(copy, 'message', readText(error, 'message', ''), false);
	try {
		setPrototypeOf(copy, getPrototypeOf(error));
		if (tryEncode(copy, longestText * 8) === undefined) setPrototypeOf(copy, ErrorClass.prototype);
		copyPart(copy, error, 'cause', budget);
		copyPart(copy, error, 'errors', budget);
		const names = objectKeys(error);
		for (let at = 0; at < names.length && budget.left > 0; at += 1) {
			if (!hasOwn(copy, names[at] as string)) copyPart(copy, error, names[at] as string, budget);
		}
	} catch {
		// Stack exhaustion, at worst: what has been copied so far is told.
	}
	return copy;
}

function copyPart(copy: Error, error: Error, name: string, budget: { left: number }): void {
	const property = getOwnPropertyDescriptor(error, name);
	if (property === undefined || !hasOwn(property, 'value')) return;
	const part = name === 'errors' && isArray(property.value) ? plainList(property.value, budget) : plainPart(property.value, budget);
	// That there was a cause is told, whatever it was.
	if (part !== undefined || name === 'cause') define(copy, name, part, property.enumerable === true);
}

function plainPart(part: unknown, budget: { left: number }): unknown {
	if (isError(part)) return budget.left > 0 ? plainError(part, budget) : undefined;
	budget.left -= 1;
	return tryEncode(part, longestText) === undefined ? undefined : part;
}

function plainList(parts: readonly unknown[], budget: { left: number }): unknown[] {
	const list: unknown[] = [];
	for (let at = 0; at < parts.length && budget.left > 0; at += 1) define(list, at, plainPart(parts[at], budget));
	return list;
}

function readText(value: object, key: string, otherwise: string): string {
	try {
		const text: unknown = (value as Record<string, unknown>)[key];
		if (typeof text === 'string') return bounded(text);
		return typeof text === 'number' || typeof text === 'boolean' || typeof text === 'bigint' ? '' + text : otherwise;
	} catch {
		return otherwise;
	}
}

/** Where it was made. What only inherits from an error has no stack but its own: that of its prototype is of another place. */
function readStack(error: Error): string {
	try {
		if (!isError(error) && !hasOwn(error, 'stack')) return '';
		const { stack } = error as { readonly stack: unknown };
		return typeof stack === 'string' ? bounded(framesOf(stack, error)) : '';
	} catch {
		return '';
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
