/**
 * What the console needs of ECMAScript beyond `codec/intrinsics.ts` and `guest/intrinsics.ts`, taken before the guest ran.
 *
 * Runs on: guest.
 * Trusts: the fresh realm in which it is evaluated. Nothing here is looked up again later.
 */
import { getOwnPropertyDescriptor, uncurry } from '../../codec/intrinsics.ts';

export const { round, sqrt } = Math;
export const { isNaN: isNotANumber, parseFloat: readFloat, parseInt: readInteger } = Number;
/** The replacer is ours; methods named `toJSON` and getters are the guest's. */
export const stringifyJson = JSON.stringify as (value: unknown, replacer: (key: string, value: unknown) => unknown) => string | undefined;
export const { captureStackTrace } = Error as unknown as { readonly captureStackTrace: (target: object, above: unknown) => void };

export const { toPrimitive } = Symbol;
/** Asks `Symbol.toStringTag`, which may be a getter of the guest's. */
export const objectToString = uncurry<object, [], string>(Object.prototype.toString);
export const isEnumerable = uncurry<object, [key: PropertyKey], boolean>(Object.prototype.propertyIsEnumerable);

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

/** Throws for anything but a SharedArrayBuffer; absent where the realm has none. */
export const sharedByteLength =
	typeof SharedArrayBuffer === 'function'
		? uncurry<object, [], number>(getOwnPropertyDescriptor(SharedArrayBuffer.prototype, 'byteLength')?.get as () => number)
		: undefined;

type Next<Value> = (iterator: object) => { readonly done: boolean; readonly value: Value };
export const mapEntries = uncurry<object, [], object>(Map.prototype.entries);
export const nextMapEntry: Next<readonly [unknown, unknown]> = uncurry(new Map().entries().next);
export const setValues = uncurry<object, [], object>(Set.prototype.values);
export const nextSetValue: Next<unknown> = uncurry(new Set().values().next);

/** What is inside a boxed primitive. Each throws for any other object. */
export const numberValue = uncurry<object, [], number>(Number.prototype.valueOf);
export const stringValue = uncurry<object, [], string>(String.prototype.valueOf);
export const booleanValue = uncurry<object, [], boolean>(Boolean.prototype.valueOf);
export const bigintValue = uncurry<object, [], bigint>(BigInt.prototype.valueOf);
export const symbolValue = uncurry<object, [], symbol>(Symbol.prototype.valueOf);

/** The engine's own accessor for stacks: V8 puts it on each error, QuickJS on `Error.prototype`. */
const stackGetter = (getOwnPropertyDescriptor(new Error(), 'stack') ?? getOwnPropertyDescriptor(Error.prototype, 'stack'))?.get;
/** Whether `get` is the engine's accessor for stacks, which is no getter of the guest's. */
export const isStackGetter = (get: unknown): boolean => get === stackGetter;
/** The stack that the engine keeps for an error, if it keeps it behind an accessor. */
export const readStack = stackGetter === undefined ? undefined : uncurry<object, [], unknown>(stackGetter);
