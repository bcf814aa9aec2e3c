/** A config as a tree: what each file says, with the place where it says it. Plain data comes out of it, never an own `__proto__`. */

/** Where a value stands. Lines and columns count from 1; absent where nobody wrote it in a file. */
export interface Place {
	/** From the project's folder, with `/`. */
	readonly file?: string | undefined;
	readonly line?: number | undefined;
	readonly column?: number | undefined;
}

/** What a config can hold beside records and lists. */
export type Scalar = string | number | boolean | bigint | null | Date;

export interface RecordTree {
	readonly kind: 'record';
	readonly entries: ReadonlyMap<string, Tree>;
	readonly place: Place;
}

export interface ListTree {
	readonly kind: 'list';
	readonly items: readonly Tree[];
	readonly place: Place;
}

export interface ScalarTree {
	readonly kind: 'scalar';
	readonly value: Scalar;
	readonly place: Place;
}

export type Tree = RecordTree | ListTree | ScalarTree;

/** No config written by a person is deeper or larger; what reads trees may recurse and copy. */
export const treeLimits = { depth: 100, nodes: 100_000 } as const;

/** A value that no config can hold, or too much of it. */
export class UnfitValue extends Error {
	readonly path: readonly string[];

	constructor(message: string, path: readonly string[]) {
		super(message);
		this.path = path;
	}
}

/** Counts nodes and depth while a tree is built. */
export class Budget {
	#nodes = 0;

	/** One more node at this path. */
	spend(path: readonly string[]): void {
		this.#nodes += 1;
		if (this.#nodes > treeLimits.nodes) throw new UnfitValue(`holds more than ${treeLimits.nodes} values`, []);
		if (path.length > treeLimits.depth) throw new UnfitValue(`is nested more than ${treeLimits.depth} deep`, path.slice(0, 3));
	}
}

/** The tree of plain data. `placeOf` says where a path stands. Throws an `UnfitValue` for what no config can hold. */
export function treeOf(value: unknown, placeOf: (path: readonly string[]) => Place): Tree {
	return build(value, [], placeOf, new Budget(), new Set());
}

/** How many values a tree has, itself included. */
export function sizeOf(tree: Tree): number {
	if (tree.kind === 'scalar') return 1;
	const children = tree.kind === 'list' ? tree.items : [...tree.entries.values()];
	return children.reduce((sum, child) => sum + sizeOf(child), 1);
}

function build(
	value: unknown,
	path: readonly string[],
	placeOf: (path: readonly string[]) => Place,
	budget: Budget,
	above: Set<unknown>,
): Tree {
	budget.spend(path);
	const place = placeOf(path);
	if (isScalar(value)) return { kind: 'scalar', value, place };
	if (typeof value !== 'object' || value === null) throw new UnfitValue(`is ${described(value)}`, path);
	if (above.has(value)) throw new UnfitValue('is a cycle', path);
	const isList = Array.isArray(value);
	if (!isList && !isPlain(value)) throw new UnfitValue('is neither data nor a plain record', path);
	above.add(value);
	const child = (key: string, item: unknown) => build(item, [...path, key], placeOf, budget, above);
	const tree: Tree = isList
		? { kind: 'list', items: Array.from(value, (item, at) => child(String(at), item ?? null)), place }
		: { kind: 'record', entries: readEntries(value, path, child), place };
	above.delete(value);
	return tree;
}

/** `undefined` says nothing, as an entry left out does. */
function readEntries(value: object, path: readonly string[], child: (key: string, item: unknown) => Tree): Map<string, Tree> {
	const entries = new Map<string, Tree>();
	for (const [key, item] of Object.entries(value)) {
		if (key === '__proto__') throw new UnfitValue('has the key "__proto__"', path);
		if (item !== undefined) entries.set(key, child(key, item));
	}
	return entries;
}

function isScalar(value: unknown): value is Scalar {
	return value === null || ['string', 'number', 'boolean', 'bigint'].includes(typeof value) || value instanceof Date;
}

function isPlain(value: object): boolean {
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

function described(value: unknown): string {
	return value === undefined ? 'undefined' : `a ${typeof value}`;
}

/** Plain data, made by own-property definition. */
export function dataOf(tree: Tree): unknown {
	if (tree.kind === 'scalar') return tree.value;
	if (tree.kind === 'list') return tree.items.map(dataOf);
	const record = {};
	for (const [key, entry] of tree.entries) setOwn(record, key, dataOf(entry));
	return record;
}

/** Defines an entry; no setter of a prototype ever sees it. */
export function setOwn(record: object, key: string, value: unknown): void {
	Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
}
