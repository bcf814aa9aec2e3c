/**
 * Intrinsics, captured when this module runs and uncurried: `mapGet(map, key)` instead of `map.get(key)`.
 *
 * Runs on: host, carriers and guest. In a guest it must run before any guest code.
 * Trusts: the realm as it is at that moment, and nothing that is looked up later.
 *
 * All code that shares a realm with a guest takes its built-ins from here. What such code must know of each:
 * none of these looks up a method of its argument, except where its comment says so. Deliberately absent, because they
 * consult `constructor`, `Symbol.species`, `Symbol.iterator` or setters of prototypes: push, concat, map, filter, slice and
 * splice of arrays, slice of buffers and typed arrays, split, replace and match of strings, test of regular expressions.
 *
 * No template literals here or in any code that shares a realm with a guest: QuickJS evaluates them by looking up
 * `String.prototype.concat` (quickjs-wasi 3.6.2). `+` of strings and numbers looks up nothing.
 *
 * Size: table of built-ins, one a line.
 */

const { bind, call } = Function.prototype;

/** Turns a method into a function that takes `this` as its first argument. */
export function uncurry<Self, Args extends readonly unknown[], Result>(
	// biome-ignore lint/complexity/noBannedTypes: methods of every signature come here; the type arguments state the one in use
	method: Function,
): (self: Self, ...args: Args) => Result {
	return reflectApply(bind, call, [method]);
}

function getterOf<Self, Result>(holder: object, key: PropertyKey): (self: Self) => Result {
	const get = getOwnPropertyDescriptor(holder, key)?.get;
	if (get === undefined) throw new TypeError('Cannot start the codec: this engine lacks the accessor "' + String(key) + '"');
	return uncurry(get);
}

/** As `getterOf`, for accessors that some engines lack. */
function optionalGetterOf<Self, Result>(holder: object, key: PropertyKey): ((self: Self) => Result) | undefined {
	const get = getOwnPropertyDescriptor(holder, key)?.get;
	return get === undefined ? undefined : uncurry(get);
}

// Objects and reflection
const reflectApply = Reflect.apply as <Result>(target: unknown, self: unknown, args: ArrayLike<unknown>) => Result;
export const reflectConstruct = Reflect.construct as <Result>(target: unknown, args: ArrayLike<unknown>, newTarget?: unknown) => Result;
export const ownKeys = Reflect.ownKeys;
export const getPrototypeOf = Reflect.getPrototypeOf;
const setPrototypeOf = Object.setPrototypeOf as <Value>(value: Value, prototype: object | null) => Value;
export const getOwnPropertyDescriptor = Object.getOwnPropertyDescriptor;
export const getOwnPropertySymbols = Object.getOwnPropertySymbols;
export const defineProperty = Object.defineProperty;
export const createObject = Object.create as (prototype: object | null) => object;
export const objectKeys = Object.keys;
export const hasOwn = Object.hasOwn;
export const freeze = Object.freeze;
export const preventExtensions = Object.preventExtensions;
export const ObjectPrototype: object = Object.prototype;
/** Walks the prototype chain, and asks a proxy. Cheaper than a descriptor: 0.2 against 0.5 microseconds in QuickJS. */
export const lookupGetter = uncurry<object, [key: PropertyKey], unknown>(
	(Object.prototype as unknown as { __lookupGetter__(key: PropertyKey): unknown }).__lookupGetter__,
);

// Functions
export const functionToString = uncurry<unknown, [], string>(Function.prototype.toString);

// JSON. `stringify` consults `toJSON` of objects and bigints; a string goes in and out untouched.
export const jsonStringify = JSON.stringify as (value: unknown) => string | undefined;
export const jsonParse = JSON.parse as (text: string) => unknown;
/** The JSON text of a string. */
export const quote = JSON.stringify as (text: string) => string;

// Arrays
export const isArray = Array.isArray as (value: unknown) => value is unknown[];
export const ArrayPrototype: object = Array.prototype;
/** Of strings. Elements of another kind would be asked for `toString`. */
export const arrayJoin = uncurry<readonly string[], [separator: string], string>(Array.prototype.join);
/** For lists only: on an ordinary array it would consult setters of the prototype. */
export const listSort = uncurry<unknown[], [compare: (left: never, right: never) => number], unknown[]>(Array.prototype.sort);

// Strings
export const StringFunction = String;
export const charCodeAt = uncurry<string, [index: number], number>(String.prototype.charCodeAt);
export const stringIndexOf = uncurry<string, [part: string, from?: number], number>(String.prototype.indexOf);
export const stringIsWellFormed = uncurry<string, [], boolean>(String.prototype.isWellFormed);
export const stringSlice = uncurry<string, [start: number, end?: number], string>(String.prototype.slice);
export const stringRepeat = uncurry<string, [count: number], string>(String.prototype.repeat);

// Numbers
export const NumberFunction = Number;
export const isSafeInteger = Number.isSafeInteger as (value: unknown) => value is number;
export const isFiniteNumber = Number.isFinite as (value: unknown) => value is number;
export const mathFloor = Math.floor;
export const mathMin = Math.min;
export const mathMax = Math.max;
export const BigIntFunction = BigInt;
export const bigintToString = uncurry<bigint, [radix?: number], string>(BigInt.prototype.toString);

// Symbols
export const symbolToString = uncurry<symbol, [], string>(Symbol.prototype.toString);
export const symbolToStringTag: typeof Symbol.toStringTag = Symbol.toStringTag;

// Collections. The constructors are called without an iterable: with one they would look up `set` or `add`.
export const MapClass = Map;
export const MapPrototype: object = Map.prototype;
export const mapGet = uncurry<unknown, [key: unknown], unknown>(Map.prototype.get) as <Key, Value>(
	map: Map<Key, Value>,
	key: Key,
) => Value | undefined;
export const mapSet = uncurry<unknown, [key: unknown, value: unknown], unknown>(Map.prototype.set) as <Key, Value>(
	map: Map<Key, Value>,
	key: Key,
	value: Value,
) => unknown;
export const mapForEach = uncurry<unknown, [visit: unknown], void>(Map.prototype.forEach) as <Key, Value>(
	map: ReadonlyMap<Key, Value>,
	visit: (value: Value, key: Key) => void,
) => void;
export const mapSize = getterOf<ReadonlyMap<unknown, unknown>, number>(Map.prototype, 'size');
export const SetClass = Set;
export const SetPrototype: object = Set.prototype;
export const setAdd = uncurry<unknown, [value: unknown], unknown>(Set.prototype.add) as <Value>(set: Set<Value>, value: Value) => unknown;
export const setHas = uncurry<ReadonlySet<unknown>, [value: unknown], boolean>(Set.prototype.has);
export const setForEach = uncurry<unknown, [visit: unknown], void>(Set.prototype.forEach) as <Value>(
	set: ReadonlySet<Value>,
	visit: (value: Value) => void,
) => void;
export const setSize = getterOf<ReadonlySet<unknown>, number>(Set.prototype, 'size');
export const WeakMapClass = WeakMap;
export const WeakMapPrototype: object = WeakMap.prototype;
export const weakMapGet = uncurry<unknown, [key: object], unknown>(WeakMap.prototype.get) as <Key extends object, Value>(
	map: WeakMap<Key, Value>,
	key: Key,
) => Value | undefined;
export const weakMapSet = uncurry<unknown, [key: object, value: unknown], unknown>(WeakMap.prototype.set) as <Key extends object, Value>(
	map: WeakMap<Key, Value>,
	key: Key,
	value: Value,
) => unknown;
export const weakMapHas = uncurry<WeakMap<never, unknown>, [key: object], boolean>(WeakMap.prototype.has);
export const WeakSetClass = WeakSet;
export const WeakSetPrototype: object = WeakSet.prototype;
export const weakSetAdd = uncurry<WeakSet<never>, [value: object], unknown>(WeakSet.prototype.add);
export const weakSetHas = uncurry<WeakSet<never>, [value: object], boolean>(WeakSet.prototype.has);
export const WeakRefPrototype: object | undefined = typeof WeakRef === 'undefined' ? undefined : WeakRef.prototype;

// Dates and regular expressions
export const DateClass = Date;
export const DatePrototype: object = Date.prototype;
export const getTime = uncurry<Date, [], number>(Date.prototype.getTime);
export const toISOString = uncurry<Date, [], string>(Date.prototype.toISOString);
export const RegExpClass = RegExp;
export const RegExpPrototype: object = RegExp.prototype;
/** The native matcher; unlike `test` it looks up nothing. Start with `lastIndex` 0 or a pattern without `g` and `y`. */
export const regExpExec = uncurry<RegExp, [text: string], RegExpExecArray | null>(RegExp.prototype.exec);
export const regExpSource = getterOf<RegExp, string>(RegExp.prototype, 'source');
/** Each flag's letter and its accessor. The accessor `flags` would look each of them up again. */
export const regExpFlags: readonly (readonly [letter: string, isSet: ((pattern: RegExp) => boolean) | undefined])[] = [
	['d', optionalGetterOf(RegExp.prototype, 'hasIndices')],
	['g', getterOf(RegExp.prototype, 'global')],
	['i', getterOf(RegExp.prototype, 'ignoreCase')],
	['m', getterOf(RegExp.prototype, 'multiline')],
	['s', getterOf(RegExp.prototype, 'dotAll')],
	['u', getterOf(RegExp.prototype, 'unicode')],
	['v', optionalGetterOf(RegExp.prototype, 'unicodeSets')],
	['y', getterOf(RegExp.prototype, 'sticky')],
];

// Bytes
export const ArrayBufferClass = ArrayBuffer;
export const ArrayBufferPrototype: object = ArrayBuffer.prototype;
/** Throws for anything but an ArrayBuffer, a SharedArrayBuffer included. */
export const bufferByteLength = getterOf<ArrayBuffer, number>(ArrayBuffer.prototype, 'byteLength');
export const SharedArrayBufferPrototype: object | undefined =
	typeof SharedArrayBuffer === 'undefined' ? undefined : SharedArrayBuffer.prototype;
export const Uint8ArrayClass = Uint8Array;
const TypedArrayPrototype = getPrototypeOf(Uint8Array.prototype) as object;
/** The name of a typed array's class, or `undefined` for anything else. */
export const typedArrayName = getterOf<object, string | undefined>(TypedArrayPrototype, Symbol.toStringTag);
export const typedArrayBuffer = getterOf<object, ArrayBuffer>(TypedArrayPrototype, 'buffer');
export const typedArrayByteOffset = getterOf<object, number>(TypedArrayPrototype, 'byteOffset');
export const typedArrayByteLength = getterOf<object, number>(TypedArrayPrototype, 'byteLength');
export const typedArrayLength = getterOf<object, number>(TypedArrayPrototype, 'length');
/** Copies bytes when the source is a Uint8Array; any other source would be read as an array. */
export const typedArraySet = uncurry<Uint8Array, [source: Uint8Array, offset?: number], void>(Uint8Array.prototype.set);
export const dataViewBuffer = getterOf<object, ArrayBuffer>(DataView.prototype, 'buffer');
export const dataViewByteOffset = getterOf<object, number>(DataView.prototype, 'byteOffset');
export const dataViewByteLength = getterOf<object, number>(DataView.prototype, 'byteLength');
/** Node's Buffer where there is one: it crosses as a Uint8Array. */
export const BufferPrototype: object | undefined = (globalThis as { Buffer?: { prototype: object } }).Buffer?.prototype;

// Errors
export const ErrorClass = Error;
export const ErrorPrototype: object = Error.prototype;
export const TypeErrorClass = TypeError;
export const RangeErrorClass = RangeError;
export const SyntaxErrorClass = SyntaxError;

// Promises: `observe` in `guest/intrinsics.ts` listens to them
export const PromisePrototype: object = Promise.prototype;

/** An array without prototype: writing an index meets no setter, JSON and `for` loops see an ordinary array. */
export type List<Item> = Item[];

/** Makes an empty {@link List}. */
export function createList<Item>(): List<Item> {
	return setPrototypeOf<Item[]>([], null);
}

/** Defines an ordinary property: writable, enumerable, configurable. */
export function define(object: object, key: PropertyKey, value: unknown): void {
	defineProperty(object, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true } as PropertyDescriptor);
}

/** Defines a property as methods of built-ins are: writable and configurable, not enumerable. */
export function defineHidden(object: object, key: PropertyKey, value: unknown): void {
	defineProperty(object, key, { __proto__: null, value, writable: true, enumerable: false, configurable: true } as PropertyDescriptor);
}

/**
 * Defines an ordinary property of an object of ours whose prototype is given. Where no prototype has the key, writing is the
 * same and costs a fifth (V8 14.6: 0.09 against 0.43 microseconds).
 */
export function put(object: object, prototype: object | null, key: string | number, value: unknown): void {
	if (prototype !== null && key in prototype) define(object, key, value);
	else (object as Record<string | number, unknown>)[key] = value;
}

/** An own property of an options record, so that a polluted `Object.prototype` sets no option. */
export function ownValue<Options extends object, Key extends keyof Options>(
	options: Options | undefined,
	key: Key,
): Options[Key] | undefined {
	return options !== undefined && hasOwn(options, key) ? options[key] : undefined;
}
