/** Where prepared text came from. Every map counts lines and columns from 1, columns in UTF-16 units. */
import { SourceMap, type SourceMapPayload } from 'node:module';

export interface Position {
	readonly line: number;
	readonly column: number;
}

/** Where a place in prepared text lies in the guest's own text. */
export interface PositionMap {
	/** `undefined` for a place that the guest did not write. */
	original(line: number, column: number): Position | undefined;
}

/** One stretch of a line: from `column` on, `original` columns count on, or stay where they are if `fixed`. */
export interface Stretch {
	readonly column: number;
	readonly original: number;
	readonly fixed: boolean;
}

/** For text that nothing was done to. Columns left of the first, where a prefix was, are the first. */
export const identityPositions: PositionMap = {
	original: (line, column) => ({ line, column: Math.max(1, column) }),
};

/** For text with insertions and replacements that keep every line. Stretches of a line go from left to right. */
export function editedPositions(lines: ReadonlyMap<number, readonly Stretch[]>, lineCount: number): PositionMap {
	return {
		original(line, column) {
			if (line > lineCount) return undefined;
			const stretch = lines.get(line)?.findLast((candidate) => candidate.column <= column);
			if (!stretch) return { line, column: Math.max(1, column) };
			return { line, column: stretch.fixed ? stretch.original : stretch.original + column - stretch.column };
		},
	};
}

/** For text that a tool wrote with a source map. */
export function sourceMapPositions(payload: SourceMapPayload): PositionMap {
	const map = new SourceMap(payload);
	return {
		original(line, column) {
			const entry = map.findEntry(line - 1, Math.max(0, column - 1));
			if (!('originalLine' in entry)) return undefined;
			return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
		},
	};
}

/** For text made in two steps: `later` leads to the text that `earlier` explains. */
export function composedPositions(later: PositionMap, earlier: PositionMap): PositionMap {
	if (earlier === identityPositions) return later;
	if (later === identityPositions) return earlier;
	return {
		original(line, column) {
			const between = later.original(line, column);
			return between && earlier.original(between.line, between.column);
		},
	};
}

/** For engines that cannot add `Script.columnOffset`: takes the prefix off the columns of the first line. */
export function positionsWithPrefix(positions: PositionMap, columnOffset: number): PositionMap {
	if (columnOffset === 0) return positions;
	return { original: (line, column) => positions.original(line, line === 1 ? column + columnOffset : column) };
}
