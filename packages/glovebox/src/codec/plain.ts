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
	createList,
	getOwnPropertySymbols,
	getPrototypeOf,
	isArray,
	jsonStringify,
	type List,
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

interface Walk {
	readonly root: string;
	readonly maxBytes: number;
	/** Characters that the text will have at least. */
	size: number;
	/** The tree's objects in the order in which they were met, level by level. */
	readonly objects: List<object>;
}

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
	if (survey === undefined) return isPlainTree({ root, maxBytes, size: 0, objects: createList<object>() }, tree);
	const size = survey(tree, ObjectPrototype, ArrayPrototype);
	if (size > maxBytes) throw new SizeError(root, size, maxBytes);
	return size > 0;
}

/** Goes level by level. An object met twice shows before its level is looked at, since a Set has it once. */
function isPlainTree(walk: Walk, tree: object): boolean {
	const { objects } = walk;
	objects[0] = tree;
	let seen: Set<object> | undefined;
	let noted = 0;
	for (let at = 0, depth = 0; at < objects.length; depth += 1) {
		const end = objects.length;
		if (depth === deepest) return false;
		if (end > 1) {
			seen ??= new SetClass<object>();
			for (; noted < end; noted += 1) setAdd(seen, objects[noted] as object);
			if (setSize(seen) !== end) return false;
		}
		for (; at < end; at += 1) if (!isPlainHolder(walk, objects[at] as object)) return false;
	}
	return true;
}

function isPlainHolder(walk: Walk, holder: object): boolean {
	return isArray(holder) ? isPlainArray(walk, holder) : isPlainRecord(walk, holder as Record<string, unknown>);
}

function isPlainArray(walk: Walk, array: unknown[]): boolean {
	if (getPrototypeOf(array) !== ArrayPrototype || getOwnPropertySymbols(array).length > 0) return false;
	const { length } = array;
	// Indices come first among keys, so as many as there are elements, the last index last, means no holes and no extras.
	const keys = objectKeys(array);
	if (keys.length !== length || (length > 0 && keys[length - 1] !== '' + (length - 1))) return false;
	grow(walk, 1 + length);
	for (let i = 0; i < length; i += 1) {
		// A setter alone reads as undefined, which is not plain either.
		if (lookupGetter(array, i) !== undefined || !isPlainItem(walk, array[i])) return false;
	}
	return true;
}

function isPlainRecord(walk: Walk, record: Record<string, unknown>): boolean {
	if (getPrototypeOf(record) !== ObjectPrototype || getOwnPropertySymbols(record).length > 0) return false;
	const keys = objectKeys(record);
	grow(walk, 1 + keys.length);
	for (let i = 0; i < keys.length; i += 1) {
		const key = keys[i] as string;
		if (key === '__proto__' || lookupGetter(record, key) !== undefined) return false;
		walk.size += key.length + 3;
		if (!isPlainItem(walk, record[key])) return false;
	}
	return true;
}

/** Whether a value is plain; an object is looked at later. */
function isPlainItem(walk: Walk, value: unknown): boolean {
	switch (typeof value) {
		case 'string':
			grow(walk, value.length + 2);
			return true;
		case 'number':
			return value - value === 0 && (value !== 0 || 1 / value > 0);
		case 'boolean':
			return true;
		case 'object':
			if (value !== null) walk.objects[walk.objects.length] = value;
			return true;
		default:
			return false;
	}
}

/** Counts brackets and commas, quotes and colons, and the characters of strings; what is left out is never negative. */
function grow(walk: Walk, characters: number): void {
	walk.size += characters;
	// Before the stringify: a short list of one long string, many times over, is a text that no memory holds.
	if (walk.size > walk.maxBytes) throw new SizeError(walk.root, walk.size, walk.maxBytes);
}
