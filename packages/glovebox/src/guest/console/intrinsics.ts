/**
 * What the console needs of ECMAScript beyond `guest/intrinsics.ts`, taken before the guest ran.
 *
 * Runs on: guest.
 * Trusts: the fresh realm in which it is evaluated. Nothing here is looked up again later.
 */
import { getOwnPropertyDescriptor, getPrototypeOf } from '../intrinsics.ts';

const { bind, call } = Function.prototype;

const uncurry = <Self, Args extends readonly unknown[], Result>(fn: (this: Self, ...args: Args) => Result) =>
	bind.call(call as never, fn) as (self: Self, ...args: Args) => Result;

/** An internal slot that only an accessor reads, such as `size` of a Map. The result throws for any other object. */
function slot<Result>(prototype: object, name: PropertyKey): (value: object) => Result {
	return uncurry(getOwnPropertyDescriptor(prototype, name)?.get as (this: object) => Result);
}

export const { isArray } = Array;
export const { floor, round, sqrt } = Math;
export const { isNaN, parseFloat: readFloat, parseInt: readInteger } = Number;
export const StringOf = String;
export const NumberOf = Number;
export const stringifyJson = JSON.stringify as (value: unknown, replacer: (key: string, value: unknown) => unknown) => string | undefined;
export const { captureStackTrace } = Error as unknown as { readonly captureStackTrace: (target: object, above: unknown) => void };

export const { toStringTag, toPrimitive } = Symbol;
export const charCode = uncurry(String.prototype.charCodeAt);
export const indexOf = uncurry(String.prototype.indexOf);
export const repeat = uncurry(String.prototype.repeat);
export const symbolToString = uncurry(Symbol.prototype.toString);
export const functionToString = uncurry(Function.prototype.toString);
export const objectToString = uncurry(Object.prototype.toString);
export const isEnumerable = uncurry(Object.prototype.propertyIsEnumerable);

/** How the language converts its own objects: one that has only these is inspected by `%s`, not converted. */
export const nativeConversions: readonly unknown[] = [
	Object.prototype.toString,
	Error.prototype.toString,
	Array.prototype.toString,
	Date.prototype.toString,
	Date.prototype[Symbol.toPrimitive],
	RegExp.prototype.toString,
	Number.prototype.toString,
	String.prototype.toString,
	Boolean.prototype.toString,
	BigInt.prototype.toString,
	Symbol.prototype.toString,
	Symbol.prototype[Symbol.toPrimitive],
];

const TypedArrayPrototype = getPrototypeOf(Uint8Array.prototype) as object;
export const typedArrayName = slot<string | undefined>(TypedArrayPrototype, toStringTag);
export const typedArrayLength = slot<number>(TypedArrayPrototype, 'length');
export const ByteArray = Uint8Array;
export const bufferLength = slot<number>(ArrayBuffer.prototype, 'byteLength');
/** Absent where the realm has no shared memory. */
export const sharedBufferLength =
	typeof SharedArrayBuffer === 'function' ? slot<number>(SharedArrayBuffer.prototype, 'byteLength') : undefined;
export const viewLength = slot<number>(DataView.prototype, 'byteLength');
export const viewOffset = slot<number>(DataView.prototype, 'byteOffset');
export const viewBuffer = slot<object>(DataView.prototype, 'buffer');

export const mapSize = slot<number>(Map.prototype, 'size');
export const mapEntries = uncurry(Map.prototype.entries) as (map: object) => object;
export const setSize = slot<number>(Set.prototype, 'size');
export const setValues = uncurry(Set.prototype.values) as (set: object) => object;
type Next<Value> = (iterator: object) => { readonly done: boolean; readonly value: Value };
export const nextMapEntry = uncurry(new Map().entries().next) as unknown as Next<readonly [unknown, unknown]>;
export const nextSetValue = uncurry(new Set().values().next) as unknown as Next<unknown>;
export const weakMapHas = uncurry(WeakMap.prototype.has) as (map: object, key: object) => boolean;
export const weakSetHas = uncurry(WeakSet.prototype.has) as (set: object, key: object) => boolean;

export const dateTime = uncurry(Date.prototype.getTime) as (date: object) => number;
export const dateToIso = uncurry(Date.prototype.toISOString) as (date: object) => string;
export const regExpSource = slot<string>(RegExp.prototype, 'source');
/** Each flag and the accessor of its slot; `flags` itself would ask properties that the guest can replace. */
export const regExpFlags: readonly { readonly flag: string; readonly isSet: (value: object) => boolean }[] = [
	{ flag: 'd', isSet: slot(RegExp.prototype, 'hasIndices') },
	{ flag: 'g', isSet: slot(RegExp.prototype, 'global') },
	{ flag: 'i', isSet: slot(RegExp.prototype, 'ignoreCase') },
	{ flag: 'm', isSet: slot(RegExp.prototype, 'multiline') },
	{ flag: 's', isSet: slot(RegExp.prototype, 'dotAll') },
	{ flag: 'u', isSet: slot(RegExp.prototype, 'unicode') },
	{ flag: 'v', isSet: slot(RegExp.prototype, 'unicodeSets') },
	{ flag: 'y', isSet: slot(RegExp.prototype, 'sticky') },
];

/** What is inside a boxed primitive. Each throws for any other object. */
export const numberValue = uncurry(Number.prototype.valueOf) as (value: object) => number;
export const stringValue = uncurry(String.prototype.valueOf) as (value: object) => string;
export const booleanValue = uncurry(Boolean.prototype.valueOf) as (value: object) => boolean;
export const bigintValue = uncurry(BigInt.prototype.valueOf) as (value: object) => bigint;
export const symbolValue = uncurry(Symbol.prototype.valueOf) as (value: object) => symbol;

export const ErrorPrototype: object = Error.prototype;
const sample = new Error();
/** The engine's own accessor for stacks: V8 puts it on each error, QuickJS on `Error.prototype`. */
const stackGetter = (getOwnPropertyDescriptor(sample, 'stack') ?? getOwnPropertyDescriptor(Error.prototype, 'stack'))?.get;
/** Whether `get` is the engine's accessor for stacks, which is no getter of the guest's. */
export const isStackGetter = (get: unknown): boolean => get === stackGetter;
/** The stack that the engine keeps for an error, if it keeps it behind an accessor. */
export const readStack = stackGetter === undefined ? undefined : uncurry(stackGetter as (this: object) => unknown);
