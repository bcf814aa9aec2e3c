/**
 * What the guest side of the bridge needs of ECMAScript, taken before the guest ran. The codec has its own in `codec/intrinsics.ts`.
 *
 * Runs on: guest.
 * Trusts: the fresh realm in which it is evaluated. Nothing here is looked up again later.
 */
import { uncurry } from '../codec/intrinsics.ts';

export const {
	apply,
	construct,
	defineProperty,
	deleteProperty,
	getOwnPropertyDescriptor,
	getPrototypeOf,
	ownKeys,
	set: reflectSet,
	setPrototypeOf,
} = Reflect;
export const { freeze, create, hasOwn, is, keys: objectKeys } = Object;
export const { parse: parseJson, stringify } = JSON as {
	readonly parse: (text: string) => unknown;
	readonly stringify: (value: unknown) => string;
};
export const { ceil, imul, max, min } = Math;
export const { now } = Date;

export const ErrorClass = Error;
export const TypeErrorClass = TypeError;
export const RangeErrorClass = RangeError;
export const PromiseClass = Promise;
export const ProxyClass = Proxy;
export const WeakMapClass = WeakMap;
export const { isError } = Error as unknown as { readonly isError: (value: unknown) => value is Error };

type Listener = (value: unknown) => void;
const promiseThen = uncurry<Promise<unknown>, [fulfilled: Listener, rejected?: Listener], Promise<unknown>>(Promise.prototype.then);
export const charCodeAt = uncurry<string, [at: number], number>(String.prototype.charCodeAt);
export const slice = uncurry<string, [start: number, end?: number], string>(String.prototype.slice);

const byteLength = getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype) as object, 'byteLength')?.get as () => number;
/** An accessor that a guest can replace, taken before it could. */
export const byteLengthOf = uncurry<Uint8Array, [], number>(byteLength);

type Next<Result> = (iterator: { readonly next: () => Result }) => Result;
/** Resumes a generator, whatever `next` a guest has put on its prototype. */
export const nextOf = uncurry((function* () {})().next) as Next<unknown>;
export const nextOfAsync = uncurry((async function* () {})().next) as unknown as Next<Promise<unknown>>;
export const { toStringTag } = Symbol;

/** Defines an own data property, as assignment would on an object without setters. */
export function define(target: object, key: PropertyKey, value: unknown, enumerable = true): boolean {
	return defineProperty(target, key, { __proto__: null, value, writable: true, enumerable, configurable: true } as PropertyDescriptor);
}

/**
 * Defines a method as ECMAScript defines its own: not enumerable, named, of the given `length`. An arrow function or a shorthand method
 * is no constructor, as those are not.
 */
export function defineMethod(target: object, name: string, length: number, method: (...args: never) => unknown): void {
	nameFunction(method, name, length);
	define(target, name, method, false);
}

export function nameFunction(fn: (...args: never) => unknown, name: string, length: number): void {
	defineProperty(fn, 'name', { __proto__: null, value: name } as PropertyDescriptor);
	defineProperty(fn, 'length', { __proto__: null, value: length } as PropertyDescriptor);
}

/**
 * Listens to a promise that the bridge made, or that no guest code holds.
 * Its own `constructor` keeps `then` from asking the guest which class of promise to make.
 */
export function observe(promise: Promise<unknown>, fulfilled: (value: unknown) => void, rejected?: (reason: unknown) => void): void {
	defineProperty(promise, 'constructor', { __proto__: null, value: undefined } as PropertyDescriptor);
	promiseThen(promise, fulfilled, rejected);
}
