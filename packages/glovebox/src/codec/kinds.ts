/**
 * The kinds of error and of view that cross, and what else a prototype says of a value.
 *
 * Runs on: host, carriers and guest.
 * Trusts: the realm as it is when this module runs, before any guest code.
 */
import {
	BufferPrototype,
	getOwnPropertyDescriptor,
	getPrototypeOf,
	hasOwn,
	MapClass,
	mapGet,
	mapSet,
	PromisePrototype,
	SharedArrayBufferPrototype,
	stringSlice,
	WeakMapPrototype,
	WeakRefPrototype,
	WeakSetPrototype,
} from './intrinsics.ts';

/** Makes an error of one class; the class is `newTarget` of `Error`. */
export type ErrorConstructor = new (message: string) => Error;
/** A typed array or DataView over a part of a buffer. */
export type ViewConstructor = new (buffer: ArrayBuffer, byteOffset: number, length: number) => object;

const errorClasses = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, AggregateError];
const viewClasses = [
	Int8Array,
	Uint8Array,
	Uint8ClampedArray,
	Int16Array,
	Uint16Array,
	Int32Array,
	Uint32Array,
	typeof Float16Array === 'undefined' ? undefined : Float16Array,
	Float32Array,
	Float64Array,
	BigInt64Array,
	BigUint64Array,
	DataView,
];

/** The standard error classes by name. */
export const errorsByName: ReadonlyMap<string, ErrorConstructor> = byName(errorClasses);
/** The classes of views by name; Float16Array where the engine has it. */
export const viewsByName: ReadonlyMap<string, ViewConstructor> = byName(viewClasses);
const errorNames = namesByPrototype(errorClasses);
const viewNames = namesByPrototype(viewClasses);
if (BufferPrototype !== undefined) mapSet(viewNames, BufferPrototype, 'Uint8Array');

const refusedKinds = [
	[PromisePrototype, 'a promise'],
	[WeakMapPrototype, 'a WeakMap'],
	[WeakSetPrototype, 'a WeakSet'],
	[WeakRefPrototype, 'a WeakRef'],
	[SharedArrayBufferPrototype, 'a SharedArrayBuffer'],
	[Number.prototype, 'a boxed number'],
	[String.prototype, 'a boxed string'],
	[Boolean.prototype, 'a boxed boolean'],
	[Symbol.prototype, 'a boxed symbol'],
	[BigInt.prototype, 'a boxed bigint'],
] as const;
const refusedByPrototype = new MapClass<object, string>();
for (let i = 0; i < refusedKinds.length; i += 1) {
	const kind = refusedKinds[i];
	if (kind?.[0] !== undefined) mapSet(refusedByPrototype, kind[0], kind[1]);
}

// A proxy answers with a new proxy for as long as it is asked.
const longestChain = 100;

/** The class name of a view whose prototype this is. */
export function viewName(prototype: object): string | undefined {
	return mapGet(viewNames, prototype);
}

/** The name of the nearest standard error class on a prototype chain, `undefined` where there is none. */
export function errorName(prototype: object): string | undefined {
	return firstOnChain(prototype, errorNames);
}

/** What a value is whose prototype does not cross: `a promise`, `an instance of Order`. */
export function refusedKind(prototype: object): string {
	const known = firstOnChain(prototype, refusedByPrototype);
	if (known !== undefined) return known;
	const maker = ownData(prototype, 'constructor');
	const name = typeof maker === 'function' ? ownData(maker, 'name') : undefined;
	return typeof name === 'string' && name !== '' ? 'an instance of ' + stringSlice(name, 0, 60) : 'an object with another prototype';
}

function firstOnChain(prototype: object, names: ReadonlyMap<object, string>): string | undefined {
	let at: object | null = prototype;
	for (let step = 0; at !== null && step < longestChain; step += 1) {
		const name = mapGet(names as Map<object, string>, at);
		if (name !== undefined) return name;
		at = getPrototypeOf(at);
	}
	return undefined;
}

function ownData(object: object, key: string): unknown {
	const property = getOwnPropertyDescriptor(object, key);
	return property !== undefined && hasOwn(property, 'value') ? property.value : undefined;
}

interface NamedClass {
	readonly name: string;
	readonly prototype: object;
}

function byName<Class>(classes: readonly (NamedClass | undefined)[]): ReadonlyMap<string, Class> {
	const names = new MapClass<string, Class>();
	for (let i = 0; i < classes.length; i += 1) {
		const kind = classes[i];
		if (kind !== undefined) mapSet(names, kind.name, kind as Class);
	}
	return names;
}

function namesByPrototype(classes: readonly (NamedClass | undefined)[]): Map<object, string> {
	const names = new MapClass<object, string>();
	for (let i = 0; i < classes.length; i += 1) {
		const kind = classes[i];
		if (kind !== undefined) mapSet(names, kind.prototype, kind.name);
	}
	return names;
}
