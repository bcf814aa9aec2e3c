/** What Web IDL asks of a class and ECMAScript does not do by itself. */
import { interfaces } from './realm.ts';

/** Names a class, which the bundler may have named otherwise, and makes its members enumerable, as those of the web's interfaces are. */
export function defineInterface(Class: abstract new (...args: never[]) => object, name: string): void {
	const { prototype } = Class as unknown as { readonly prototype: object };
	interfaces.add(prototype);
	Object.defineProperty(Class, 'name', { value: name, configurable: true });
	Object.defineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true });
	for (const [holder, hidden] of [
		[prototype, ['constructor']],
		[Class, ['length', 'name', 'prototype']],
	] as const) {
		for (const key of Object.getOwnPropertyNames(holder)) {
			if (!(hidden as readonly string[]).includes(key)) Object.defineProperty(holder, key, { enumerable: true });
		}
	}
}

/** Refuses a call with too few arguments, which is an error before any of them is looked at. */
export function requireArguments(given: number, needed: number, what: string): void {
	if (given >= needed) return;
	throw new TypeError(`Cannot call ${what}: ${needed} argument${needed === 1 ? '' : 's'} required, but only ${given} present`);
}

/** A string without lone surrogates: Web IDL's USVString. */
export function toScalarText(value: unknown): string {
	return `${value}`.toWellFormed();
}

/** Web IDL's dictionary: `undefined` and `null` are an empty one. */
export function toDictionary<Members extends object>(value: unknown, what: string): Partial<Members> {
	if (value === undefined || value === null) return {};
	if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError(`${what} is not an object`);
	return value as Partial<Members>;
}

/** The bytes of an ArrayBuffer or a view, not copied; `undefined` for anything else. */
export function bytesOf(value: unknown): Uint8Array<ArrayBuffer> | undefined {
	if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength);
	return isBuffer(value) ? new Uint8Array(value) : undefined;
}

const { get: byteLength } = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength') as { get: () => number };

/** Whether a value is an ArrayBuffer, by what it is and not by what it inherits. */
export function isBuffer(value: unknown): value is ArrayBuffer {
	try {
		byteLength.call(value);
		return true;
	} catch {
		return false;
	}
}
