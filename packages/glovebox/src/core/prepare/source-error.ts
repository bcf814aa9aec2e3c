/** What is wrong with a guest's text, and where. */
import type { Position, PositionMap } from '../positions.ts';

/** A syntax error found by preparation. `line` and `column` count from 1 in the guest's own text; 0 where unknown. */
export class SourceError extends Error {
	readonly line: number;
	readonly column: number;

	constructor(message: string, position: Position) {
		super(message);
		Object.defineProperty(this, 'name', { value: 'SyntaxError', writable: true, configurable: true });
		this.line = position.line;
		this.column = position.column;
	}
}

/** The line and column of an offset. Lines end where ECMAScript says they end. */
export function positionAt(source: string, offset: number): Position {
	let line = 1;
	let lineStart = 0;
	for (const end of source.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) {
		const next = end.index + end[0].length;
		if (next > offset) break;
		line++;
		lineStart = next;
	}
	return { line, column: offset - lineStart + 1 };
}

/**
 * The error whose place lies furthest into the text: the reading that got furthest is the one that was meant.
 * An error without a place is that of a parser that gave up, and comes first.
 */
export function furthestError(errors: readonly [SourceError, ...SourceError[]]): SourceError {
	let furthest = errors[0];
	for (const error of errors) {
		if (error.line === 0) return error;
		const ahead = error.line - furthest.line || error.column - furthest.column;
		if (ahead > 0) furthest = error;
	}
	return furthest;
}

/** The same error, placed in the text that `positions` leads to. */
export function movedError(error: SourceError, positions: PositionMap): SourceError {
	const position = error.line > 0 ? positions.original(error.line, error.column) : undefined;
	return new SourceError(error.message, position ?? { line: 0, column: 0 });
}

/** Runs `action`; a failure that is no SourceError goes on. */
export function attempt<T>(action: () => T): T | SourceError {
	try {
		return action();
	} catch (error) {
		if (error instanceof SourceError) return error;
		throw error;
	}
}
