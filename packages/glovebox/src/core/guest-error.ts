/** From a guest's failure, which is data, to the error its caller gets. */
import { decodeGuest } from './decode-guest.ts';
import { GuestError, type GuestErrorOptions } from './errors.ts';
import { codeFrame, readFrames } from './frames.ts';
import type { Failure } from './message.ts';

/** Finds the text of a guest file, for code frames. */
export type SourceOf = (filename: string) => string | undefined;

/** Where the module that could not be imported does not parse, if that is why. */
export type ProblemOf = (importer: string, specifier: string) => { readonly filename: string; readonly failure: Failure } | undefined;

const longestText = 16 * 1024;
const longestChain = 100;

/** Makes the error for a program that does not parse, or that threw. `failure` is untrusted and bounded here. */
export function guestError(
	failure: Failure,
	blobs: readonly Uint8Array[],
	filename: string,
	sourceOf: SourceOf,
	problemOf?: ProblemOf,
): GuestError {
	if (failure.syntax) return syntaxError(failure, filename, sourceOf);
	const frames = readFrames(failure.stack);
	const stack = frames.map((frame) => frame.text).join('\n');
	const top = frames[0];
	const source = top && sourceOf(top.file);
	const place: GuestErrorOptions = top
		? { line: top.line, column: top.column, codeFrame: source === undefined ? undefined : codeFrame(source, top.line, top.column) }
		: {};
	const thrown = copyOf(failure, blobs);
	if (failure.module) {
		const problem = problemOf?.(failure.module.importers[0] ?? '', failure.module.specifier);
		const broken = problem && syntaxError(problem.failure, problem.filename, sourceOf);
		return moduleError(failure, failure.module, broken ? placeOf(broken) : { ...place, stack });
	}
	if (!(thrown instanceof Error)) {
		const described = typeof thrown === 'string' ? thrown : failure.message;
		return new GuestError('GLOVEBOX_GUEST_THROW', bounded(described), { ...place, name: 'Thrown', stack, thrown });
	}
	return new GuestError('GLOVEBOX_GUEST_THROW', bounded(failure.message), {
		...place,
		name: bounded(failure.name),
		stack,
		...('cause' in thrown ? { cause: thrown.cause } : {}),
		...(thrown instanceof AggregateError ? { errors: thrown.errors } : {}),
		details: ownProperties(thrown),
	});
}

function syntaxError(failure: Failure, filename: string, sourceOf: SourceOf): GuestError {
	const { line = 0, column = 0 } = failure.syntax ?? {};
	const source = sourceOf(filename);
	const known = line > 0;
	return new GuestError('GLOVEBOX_GUEST_SYNTAX', bounded(failure.message), {
		name: 'SyntaxError',
		stack: known ? `    at ${filename}:${line}:${Math.max(1, column)}` : '',
		line: known ? line : undefined,
		column: column > 0 ? column : undefined,
		codeFrame: known && source !== undefined ? codeFrame(source, line, Math.max(1, column)) : undefined,
	});
}

function placeOf({ line, column, codeFrame: frame, stack }: GuestError): GuestErrorOptions {
	return { line, column, codeFrame: frame, stack: (stack ?? '').split('\n').slice(1).join('\n') };
}

function moduleError(failure: Failure, { specifier, importers }: NonNullable<Failure['module']>, options: GuestErrorOptions): GuestError {
	const details = { specifier: bounded(specifier), importers: importers.slice(0, longestChain).map(bounded) };
	return new GuestError('GLOVEBOX_GUEST_MODULE', bounded(failure.message), { ...options, name: bounded(failure.name), details });
}

/** The thrown value; an Error of the name and message alone where it could not be copied. */
function copyOf(failure: Failure, blobs: readonly Uint8Array[]): unknown {
	if (failure.value !== null) {
		try {
			return decodeGuest(failure.value, blobs);
		} catch {
			// A guest may send what does not decode; its name and message are left.
		}
	}
	return failure.name === 'Thrown' ? undefined : new Error(failure.message);
}

function ownProperties(error: Error): Record<string, unknown> | undefined {
	const told = error instanceof AggregateError ? ['errors', 'cause'] : ['cause'];
	const entries = Object.entries(error).filter(([key]) => !told.includes(key));
	return entries.length > 0 ? { properties: Object.fromEntries(entries) } : undefined;
}

function bounded(text: string): string {
	return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
