/**
 * One inspection in progress: its options, where it is, and how much it may still do.
 *
 * Runs on: guest.
 * Trusts: nothing. What is spent here bounds the time and the text of a whole call.
 */
import { createList, type List } from '../../codec/intrinsics.ts';
import { push } from './text.ts';

/** All three are always given: a missing one would be looked up on `Object.prototype`. */
export interface InspectOptions {
	/** How many levels of objects below the first are shown, at most 100. */
	readonly depth: number;
	/** How many items of an array, Map, Set or typed array are shown. */
	readonly items: number;
	/** The width that one line is kept under where that is possible. */
	readonly width: number;
}

/** What the console uses, and Node. */
export const defaultOptions: InspectOptions = { depth: 2, items: 100, width: 80 };

/** How many characters one value takes: a fraction of a run's `consoleBytes`, so that one large object does not end it. */
const characterLimit = 2 ** 14;
/** How many property keys one value is looked at. */
const keyLimit = 250_000;
const deepest = 100;

export interface Inspection {
	readonly depth: number;
	readonly items: number;
	readonly width: number;
	/** The objects that hold the one being written, outermost first; only the first `pathLength` count. */
	readonly path: { [index: number]: object };
	pathLength: number;
	/** The objects that something inside them refers to, in the order found. */
	readonly circular: List<object>;
	/** Spaces before a line begun now. */
	indentation: number;
	/** The level of the object that was entered last. */
	entered: number;
	charactersLeft: number;
	keysLeft: number;
	/** Writes a value that is `level` levels down. */
	readonly visit: (inspection: Inspection, value: unknown, level: number) => string;
}

/** An inspection that has done nothing yet. */
export function createInspection(options: InspectOptions, visit: Inspection['visit']): Inspection {
	const { depth, items, width } = options;
	return {
		depth: depth > deepest ? deepest : depth,
		items,
		width,
		path: createList(),
		pathLength: 0,
		circular: createList(),
		indentation: 0,
		entered: 0,
		charactersLeft: characterLimit,
		keysLeft: keyLimit,
		visit,
	};
}

/** Counts `text`, which is about to be written, and returns it. */
export function spend(inspection: Inspection, text: string): string {
	inspection.charactersLeft -= text.length;
	return text;
}

/** Whether enough was written or looked at: the text is clipped anyway, or the rest is left off as `…`. */
export function isSpent(inspection: Inspection): boolean {
	return inspection.charactersLeft < 0 || inspection.keysLeft < 0;
}

/** The number of an object in `[Circular *n]`, given at its first use. */
export function referTo(inspection: Inspection, value: object): number {
	const known = referenceOf(inspection, value);
	if (known !== 0) return known;
	push(inspection.circular, value);
	return inspection.circular.length;
}

/** The number of an object in `<ref *n>`, or 0 where nothing refers to it. */
export function referenceOf(inspection: Inspection, value: object): number {
	const { circular } = inspection;
	for (let index = 0; index < circular.length; index++) if (circular[index] === value) return index + 1;
	return 0;
}

/** Whether `value` is being written: what is inside it refers back. */
export function isOnPath(inspection: Inspection, value: object): boolean {
	const { path, pathLength } = inspection;
	for (let index = 0; index < pathLength; index++) if (path[index] === value) return true;
	return false;
}

/** Enters `value`. Whoever enters leaves by setting `pathLength` back. */
export function enter(inspection: Inspection, value: object, level: number): void {
	inspection.path[inspection.pathLength] = value;
	inspection.pathLength += 1;
	inspection.entered = level;
}
