/** The values of one column of a table, in order, each standing for all that no cell tells from it; and where on it a cell holds. */
import type { Cell, CellPart, Literal } from './cells.ts';

/** From one place of an axis to another one, both included. */
export type Span = readonly [from: number, to: number];

/** Numbers first, then texts, then the rest. Between, below and beyond what has an order lies a place of its own. */
export interface Axis {
	readonly values: readonly unknown[];
	/** Where each cell of the column holds: spans in order, apart from each other. */
	readonly spans: readonly (readonly Span[])[];
}

/** Lays out the values that the cells of one column name. */
export function axisOf(cells: readonly Cell[]): Axis {
	const parts = cells.flatMap((cell) => cell.parts);
	const named = new Set(parts.flatMap((part) => (part.op === 'range' ? [part.low, part.high] : [part.value])));
	const numbers = [...named].filter((value) => typeof value === 'number').sort((a, b) => a - b);
	const texts = [...named].filter((value) => typeof value === 'string');
	const isOrdered = parts.some((part) => part.op !== 'is' && part.op !== 'isNot' && part.op !== 'range' && typeof part.value === 'string');
	const textPlaces = isOrdered ? spread(texts.sort(compareTexts), textBetween) : texts.length > 0 ? [...texts, otherText(named)] : [];
	const numberPlaces = spread(numbers, numberBetween);
	const truths = named.has(true) || named.has(false) ? [true, false] : [];
	const all = [...numberPlaces, ...textPlaces, ...truths, ...(named.has(null) ? [null] : [])];
	const values = all.length > 0 ? all : ['anything'];
	const layout: Layout = {
		places: new Map(values.map((value, at) => [value, at])),
		numbers: [0, numberPlaces.length - 1],
		texts: [numberPlaces.length, numberPlaces.length + textPlaces.length - 1],
		last: values.length - 1,
	};
	return { values, spans: cells.map((cell) => cellSpans(cell, layout)) };
}

/** The first place at which both hold; -1 where there is none. */
export function firstCommon(a: readonly Span[], b: readonly Span[]): number {
	for (let left = 0, right = 0; left < a.length && right < b.length; ) {
		const [one, other] = [a[left] as Span, b[right] as Span];
		const from = Math.max(one[0], other[0]);
		if (from <= Math.min(one[1], other[1])) return from;
		if (one[1] < other[1]) left += 1;
		else right += 1;
	}
	return -1;
}

interface Layout {
	readonly places: ReadonlyMap<unknown, number>;
	readonly numbers: Span;
	readonly texts: Span;
	readonly last: number;
}

function cellSpans({ parts, negated }: Cell, layout: Layout): readonly Span[] {
	if (parts.length === 0) return [[0, layout.last]];
	const held = merged(parts.flatMap((part) => partSpans(part, layout)));
	return negated ? without(held, layout.last) : held;
}

function partSpans(part: CellPart, { places, numbers, texts, last }: Layout): readonly Span[] {
	const placeOf = (value: Literal) => places.get(value) ?? 0;
	if (part.op === 'range') {
		const span: Span = [placeOf(part.low) + (part.withLow ? 0 : 1), placeOf(part.high) - (part.withHigh ? 0 : 1)];
		return span[0] <= span[1] ? [span] : [];
	}
	const at = placeOf(part.value);
	if (part.op === 'is') return [[at, at]];
	if (part.op === 'isNot') return without([[at, at]], last);
	// Only what is of one kind has an order.
	const [first, end] = typeof part.value === 'number' ? numbers : texts;
	if (part.op === 'below' || part.op === 'atMost') return [[first, part.op === 'below' ? at - 1 : at]];
	return [[part.op === 'above' ? at + 1 : at, end]];
}

function merged(spans: readonly Span[]): readonly Span[] {
	const joined: [number, number][] = [];
	for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
		const before = joined.at(-1);
		if (before && from <= before[1] + 1) before[1] = Math.max(before[1], to);
		else joined.push([from, to]);
	}
	return joined;
}

/** All places but these. */
function without(spans: readonly Span[], last: number): readonly Span[] {
	const ends = [-1, ...spans.map(([, to]) => to)];
	return ends.flatMap((end, at): Span[] => {
		const next = spans[at]?.[0] ?? last + 1;
		return end + 1 < next ? [[end + 1, next - 1]] : [];
	});
}

/** Each value with something below, between and beyond, where there is something. */
function spread<T>(values: readonly T[], between: (low: T | undefined, high: T | undefined) => T): readonly T[] {
	if (values.length === 0) return [];
	return [...new Set([between(undefined, values[0]), ...values.flatMap((value, at) => [value, between(value, values[at + 1])])])];
}

function numberBetween(low: number | undefined, high: number | undefined): number {
	if (low === undefined) return (high ?? 0) - 1;
	return high === undefined ? low + 1 : low + (high - low) / 2;
}

/** Texts have an order of code units; the next text after one is it with the smallest one added. */
function textBetween(low: string | undefined, high: string | undefined): string {
	if (low === undefined) return '';
	return ['~', ' ', '\u0000'].map((end) => low + end).find((text) => high === undefined || text < high) ?? `${low}\u0000`;
}

function compareTexts(a: string, b: string): number {
	return a < b ? -1 : 1;
}

function otherText(named: ReadonlySet<unknown>): string {
	return ['other', 'any other text'].find((text) => !named.has(text)) ?? [...named].join(' ');
}
