/**
 * Counts of V8 over what it compiled, as counts of lines and functions of the guest's own text.
 *
 * Runs on: inside a carrier.
 */
import type { FileCoverage } from '../../core/observe.ts';
import type { Script } from '../../core/program.ts';
import { nameOf, type ObservedFile, type ObservedFiles } from './files.ts';

/** As V8 gives it: offsets in what was compiled; of ranges within each other, the inner one counts. */
export interface RawCoverage {
	readonly scriptId: string;
	readonly url: string;
	readonly functions: readonly RawFunction[];
}

interface RawFunction {
	readonly functionName: string;
	readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
}

const lineEnd = /\r\n|[\n\r\u2028\u2029]/;

/** The counts of every file of the guest, by name. */
export function guestCoverage(raw: readonly RawCoverage[], files: ObservedFiles): readonly FileCoverage[] {
	const named = raw.map((counted) => [nameOf(counted.url, files), counted] as const);
	return [...files]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([filename, file]) => {
			const counted = named.filter(([name]) => name === filename).map(([, scripts]) => scripts);
			return fileCoverage(filename, counted, file);
		});
}

function fileCoverage(filename: string, raw: readonly RawCoverage[], file: ObservedFile): FileCoverage {
	const lines = new Map<number, FileCoverage['lines'][number]>();
	const functions = new Map<string, FileCoverage['functions'][number]>();
	const code = linesOfCode(file.source);
	// Scripts are compiled in this order, and V8 numbers them.
	const inOrder = [...raw].sort((a, b) => Number(a.scriptId) - Number(b.scriptId));
	for (const [index, { functions: counted }] of inOrder.entries()) {
		const script = file.scripts[index];
		if (script === undefined) break;
		const starts = lineStarts(script.code);
		const placeOf = (offset: number) => originalPlace(offset, starts, script, file);
		const all = counted.flatMap(({ ranges }) => ranges);
		for (const offset of firstCharacters(script.code, starts, -script.columnOffset)) {
			const { line = 0 } = placeOf(offset) ?? {};
			if (code.has(line)) lines.set(line, { line, count: countAt(all, offset) });
		}
		for (const { functionName: name, ranges } of counted) {
			const [whole] = ranges;
			const place = name !== '' && whole ? placeOf(whole.startOffset) : undefined;
			if (place && whole) functions.set(`${place.line}:${place.column}:${name}`, { name, line: place.line, count: whole.count });
		}
	}
	const byLine = (a: { readonly line: number }, b: { readonly line: number }) => a.line - b.line;
	return { filename, lines: [...lines.values()].sort(byLine), functions: [...functions.values()].sort(byLine) };
}

/** Where an offset in a compiled script lies in the guest's own text. */
function originalPlace(offset: number, starts: readonly number[], { columnOffset }: Script, { positions }: ObservedFile) {
	const line = starts.findLastIndex((start) => start <= offset);
	const column = offset - (starts[line] as number) + 1 + (line === 0 ? columnOffset : 0);
	return positions.original(line + 1, column);
}

/** V8 gives a function's whole range before those within it, and functions by their starts. */
function countAt(ranges: RawFunction['ranges'], offset: number): number {
	return ranges.findLast(({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset)?.count ?? 0;
}

function lineStarts(code: string): readonly number[] {
	return [0, ...[...code.matchAll(new RegExp(lineEnd, 'g'))].map(({ index, 0: end }) => index + end.length)];
}

/** Which lines hold something else than a comment. */
function linesOfCode(source: string): ReadonlySet<number> {
	const lines = source.split(lineEnd).map((text, index) => (/^\s*(?:$|\/\/|\/?\*)/.test(text) ? 0 : index + 1));
	return new Set(lines.filter((line) => line > 0));
}

/** Where the code of each line begins. `prefix` characters of the first line are not the guest's, nor are semicolons, which stand where something was moved away. */
function firstCharacters(code: string, starts: readonly number[], prefix: number): readonly number[] {
	return starts.flatMap((start, line) => {
		const from = line === 0 ? prefix : start;
		const text = code.slice(from, starts[line + 1] ?? code.length);
		const blank = /^[\s;]*/.exec(text)?.[0].length ?? 0;
		return blank === text.length ? [] : [from + blank];
	});
}
