/**
 * The fast way for plain trees: one walk that decides, one native stringify.
 *
 * Runs on: host, carriers and guest.
 * Trusts: nothing of the value. The walk is for fidelity, not for safety: a proxy may answer the stringify differently,
 * and what it then says is still only JSON, checked by whoever decodes it.
 */
import { isSizeError, SizeError } from './errors.ts';
import {
	ArrayPrototype,
	getOwnPropertySymbols,
	getPrototypeOf,
	isArray,
	jsonStringify,
	lookupGetter,
	ObjectPrototype,
	objectKeys,
	quote,
	SetClass,
	setAdd,
	setSize,
} from './intrinsics.ts';

// The stringify recurses; what is deeper goes the way of graphs, which does not.
const deepest = 500;

// So many objects are compared with one another, which takes a third of the time that a Set does.
const few = 32;

/** An object of a tree, and the one that was met after it. An array without prototype costs as much as a small tree. */
interface Met {
	readonly object: object;
	next: Met | undefined;
}

/** A tree's objects in the order in which they were met, level by level. */
interface Walk {
	readonly first: Met;
	last: Met;
	count: number;
	/** The same objects, once there are more than {@link few}. */
	seen: Set<object> | undefined;
}

// What a holder counts for that is not plain.
const notPlain = -1;

/** An engine's own answer to whether a tree is plain: how many characters its text has at least, -1 where it is not. */
export type Survey = (tree: object, ObjectPrototype: object, ArrayPrototype: object) => number;

// A realm has one engine for all of its life.
const engine = { __proto__: null, survey: undefined } as unknown as { survey: Survey | undefined };

/** Lets an engine that is quicker than {@link isPlainTree} say what is plain. Told once, before any guest. */
export function useSurvey(survey: Survey): void {
	engine.survey = survey;
}

/**
 * The JSON text of a plain tree: records and dense arrays of strings, finite numbers, booleans and null, none met twice.
 * `undefined` for anything else, which is not a refusal. Throws nothing but `SizeError`, where it is certain that the text is too long.
 */
export function plainText(value: object, root: string, maxBytes: number): string | undefined {
	let text: unknown;
	try {
		if (!isPlain(value, root, maxBytes)) return undefined;
		if ('toJSON' in ArrayPrototype || 'toJSON' in ObjectPrototype) return undefined;
		text = jsonStringify(value);
	} catch (error) {
		// A getter or a trap threw, or the stack ended: the encoder of graphs says where, and needs little stack.
		if (isSizeError(error)) throw error;
		return undefined;
	}
	return typeof text === 'string' ? text : undefined;
}

/** As {@link plainText}, of anything but an object. */
export function primitiveText(value: unknown, root: string, maxBytes: number): string | undefined {
	switch (typeof value) {
		case 'number':
			return value - value === 0 && (value !== 0 || 1 / value > 0) ? '' + value : undefined;
		case 'string':
			if (value.length > maxBytes) throw new SizeError(root, value.length, maxBytes);
			return quoted(value);
		case 'boolean':
			return value ? 'true' : 'false';
		default:
			return value === null ? 'null' : undefined;
	}
}

/** `undefined` where the quoted text is longer than strings can be: the encoder of graphs says so. */
function quoted(text: string): string | undefined {
	try {
		return quote(text);
	} catch {
		return undefined;
	}
}

function isPlain(tree: object, root: string, maxBytes: number): boolean {
	const { survey } = engine;
	if (survey === undefined) return isPlainTree(tree, root, maxBytes);
	const size = survey(tree, ObjectPrototype, ArrayPrototype);
	if (size > maxBytes) throw new SizeError(root, size, maxBytes);
	return size > 0;
}

/** Goes level by level. An object met twice shows before its level is looked at. */
function isPlainTree(tree: object, root: string, maxBytes: number): boolean {
	const first: Met = { object: tree, next: undefined };
	const walk: Walk = { first, last: first, count: 1, seen: undefined };
	let at: Met | undefined = first;
	let size = 0;
	for (let depth = 0; at !== undefined; depth += 1) {
		if (depth === deepest || !areDistinct(walk, at)) return false;
		const { last } = walk;
		for (let met: Met | undefined; met !== last; at = met.next) {
			met = at as Met;
			const holder: object = met.object;
			const held = isArray(holder) ? measureArray(walk, holder) : measureRecord(walk, holder as Record<string, unknown>);
			if (held === notPlain) return false;
			size += held;
			// Before the stringify: a short list of one long string, many times over, is a text that no memory holds.
			if (size > maxBytes) throw new SizeError(root, size, maxBytes);
		}
	}
	return true;
}

/** Whether the objects from this one on are neither one another nor any before. */
function areDistinct(walk: Walk, from: Met): boolean {
	const { first, count } = walk;
	if (count > few) {
		const isFirst = walk.seen === undefined;
		walk.seen ??= new SetClass<object>();
		for (let met: Met | undefined = isFirst ? first : from; met !== undefined; met = met.next) setAdd(walk.seen, met.object);
		return setSize(walk.seen) === count;
	}
	for (let met: Met | undefined = from; met !== undefined; met = met.next) {
		for (let before = first; before !== met; before = before.next as Met) if (before.object === met.object) return false;
	}
	return true;
}

/** How many characters the text of an array has at least, its objects left out. Those are listed, to be looked at later. */
function measureArray(walk: Walk, array: unknown[]): number {
	if (getPrototypeOf(array) !== ArrayPrototype || getOwnPropertySymbols(array).length > 0) return notPlain;
	const { length } = array;
	// Indices come first among keys, so as many as there are elements, the last index last, means no holes and no extras.
	const keys = objectKeys(array);
	if (keys.length !== length || (length > 0 && keys[length - 1] !== '' + (length - 1))) return notPlain;
	let size = 1 + length;
	for (let i = 0; i < length; i += 1) {
		// A setter alone reads as undefined, which is not plain either.
		if (lookupGetter(array, i) !== undefined) return notPlain;
		const held = measureItem(walk, array[i]);
		if (held === notPlain) return notPlain;
		size += held;
	}
	return size;
}

/** As {@link measureArray}, of a record. */
function measureRecord(walk: Walk, record: Record<string, unknown>): number {
	if (getPrototypeOf(record) !== ObjectPrototype || getOwnPropertySymbols(record).length > 0) return notPlain;
	const keys = objectKeys(record);
	let size = 1 + keys.length;
	for (let i = 0; i < keys.length; i += 1) {
		const key = keys[i] as string;
		if (key === '__proto__' || lookupGetter(record, key) !== undefined) return notPlain;
		const held = measureItem(walk, record[key]);
		if (held === notPlain) return notPlain;
		size += key.length + 3 + held;
	}
	return size;
}

/** What a value takes for certain: a string its characters and quotes. */
function measureItem(walk: Walk, value: unknown): number {
	switch (typeof value) {
		case 'string':
			return value.length + 2;
		case 'number':
			return value - value === 0 && (value !== 0 || 1 / value > 0) ? 0 : notPlain;
		case 'boolean':
			return 0;
		case 'object':
			if (value !== null) meet(walk, value);
			return 0;
		default:
			return notPlain;
	}
}

function meet(walk: Walk, object: object): void {
	const met: Met = { object, next: undefined };
	walk.last.next = met;
	walk.last = met;
	walk.count += 1;
}
