/** How each kind of object is cloned. Kinds are told by what an object is inside, not by what it inherits. */
import type { Clone } from '../clone.ts';
import { isBuffer } from '../interface.ts';
import { interfaces, use } from '../realm.ts';
import { dataCloneError, notCloneable } from './refusal.ts';

/** Gives the copy, or `undefined` where the object is of another kind. `keep` notes a copy before what is in it is cloned. */
type Copy = (value: object, keep: <Kind>(made: Kind) => Kind, clone: Clone) => object | undefined;

/** Whether a built-in method takes the object for one of its own. */
function accepts(method: ((this: never) => unknown) | undefined, value: object): boolean {
	try {
		method?.call(value as never);
		return method !== undefined;
	} catch {
		return false;
	}
}

const getterOf = (prototype: object, key: string) => Object.getOwnPropertyDescriptor(prototype, key)?.get as (this: never) => unknown;
const mapSize = getterOf(Map.prototype, 'size');
const setSize = getterOf(Set.prototype, 'size');
const sourceOf = getterOf(RegExp.prototype, 'source');
const dataViewLength = getterOf(DataView.prototype, 'byteLength');
const typedArrayKeys = Uint8Array.prototype.keys as (this: never) => unknown;

const copyBoxed: Copy = (value, keep) => {
	for (const Class of [Boolean, Number, String, BigInt] as const) {
		if (accepts(Class.prototype.valueOf as never, value))
			return keep(Object((Class.prototype.valueOf as (this: unknown) => unknown).call(value)) as object);
	}
	if (accepts(Symbol.prototype.valueOf as never, value)) throw notCloneable(value);
	return undefined;
};

const copyDate: Copy = (value, keep) =>
	accepts(Date.prototype.getTime as never, value) ? keep(new Date(Date.prototype.getTime.call(value as Date))) : undefined;

const copyRegExp: Copy = (value, keep) =>
	value !== RegExp.prototype && accepts(sourceOf, value) ? keep(new RegExp((value as RegExp).source, (value as RegExp).flags)) : undefined;

const copyBuffer: Copy = (value, keep) => {
	if (!isBuffer(value)) return undefined;
	if (value.detached) throw dataCloneError('An ArrayBuffer is detached and could not be cloned.');
	if (!value.resizable) return keep(value.slice(0));
	const made = keep(new ArrayBuffer(value.byteLength, { maxByteLength: value.maxByteLength }));
	new Uint8Array(made).set(new Uint8Array(value));
	return made;
};

const copyView: Copy = (value, keep, clone) => {
	if (!ArrayBuffer.isView(value)) return undefined;
	const view = value as Uint8Array;
	const name = Object.prototype.toString.call(value).slice(8, -1);
	const Class = classesOfViews.get(Reflect.get(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag, value) ?? 'DataView');
	if (Class === undefined) throw notCloneable(name);
	// The buffer shrank, and the view has no place in it any more.
	if (!accepts(Class === DataView ? dataViewLength : typedArrayKeys, view))
		throw dataCloneError('A view is out of bounds of its ArrayBuffer and could not be cloned.');
	const buffer = clone(view.buffer) as ArrayBuffer;
	return keep(new Class(buffer, view.byteOffset, Class === DataView ? view.byteLength : view.length));
};

type ViewClass = new (buffer: ArrayBuffer, offset: number, length: number) => object;
const classesOfViews = new Map<string, ViewClass>(
	[
		...[DataView, Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array],
		...[Float16Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array],
	].map((Class) => [Class.name, Class]),
);

const copyMap: Copy = (value, keep, clone) => {
	if (!accepts(mapSize, value)) return undefined;
	const made = keep(new Map<unknown, unknown>());
	for (const [key, entry] of [...Map.prototype.entries.call(value as Map<unknown, unknown>)]) made.set(clone(key), clone(entry));
	return made;
};

const copySet: Copy = (value, keep, clone) => {
	if (!accepts(setSize, value)) return undefined;
	const made = keep(new Set<unknown>());
	for (const entry of [...Set.prototype.values.call(value as Set<unknown>)]) made.add(clone(entry));
	return made;
};

const errorClasses = new Map(
	[Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map((Class) => [Class.name, Class]),
);

const copyError: Copy = (value, keep, clone) => {
	if (!isError(value)) return undefined;
	const { DOMException } = use('events');
	if (value instanceof DOMException) return keep(new DOMException(value.message, value.name));
	const { name, stack, cause } = value;
	const made = keep(Reflect.construct(errorClasses.get(name) ?? Error, []) as Error);
	const put = (key: string, text: unknown) => Object.defineProperty(made, key, { value: text, writable: true, configurable: true });
	const message = Object.getOwnPropertyDescriptor(value, 'message');
	if (message !== undefined && 'value' in message) put('message', `${message.value}`);
	if (typeof stack === 'string') put('stack', stack);
	if (Object.hasOwn(value, 'cause')) put('cause', clone(cause));
	return made;
};

const { isError } = Error as unknown as { readonly isError: (value: unknown) => value is Error };

const copyArray: Copy = (value, keep, clone) => {
	if (!Array.isArray(value)) return undefined;
	const made = keep(new Array<unknown>(value.length));
	for (const key of Object.keys(value)) {
		const property = clone((value as unknown as Record<string, unknown>)[key]);
		Object.defineProperty(made, key, { value: property, writable: true, enumerable: true, configurable: true });
	}
	return made;
};

const copyBlob: Copy = (value, keep) => {
	const { Blob, File } = use('blob');
	if (value instanceof File) return keep(new File([value], value.name, { type: value.type, lastModified: value.lastModified }));
	return value instanceof Blob ? keep(value.slice(0, value.size, value.type)) : undefined;
};

const refused = [WeakMap, WeakSet, WeakRef, Promise, FinalizationRegistry] as const;

const refuse: Copy = (value) => {
	if (refused.some((Class) => value instanceof Class)) throw notCloneable(value);
	for (let one: object | null = Object.getPrototypeOf(value); one !== null; one = Object.getPrototypeOf(one)) {
		if (interfaces.has(one)) throw notCloneable(value);
	}
	return undefined;
};

const kinds = [copyArray, copyError, copyDate, copyRegExp, copyMap, copySet, copyBuffer, copyView, copyBoxed, copyBlob, refuse];

/** The copy of anything but a plain record. */
export const copySpecial: Copy = (value, keep, clone) => {
	// By far the most frequent, and none of the kinds, but for an `arguments` object or a changed prototype.
	if (Object.getPrototypeOf(value) === Object.prototype && Object.prototype.toString.call(value) === '[object Object]') return undefined;
	for (const copy of kinds) {
		const made = copy(value, keep, clone);
		if (made !== undefined) return made;
	}
	return undefined;
};
