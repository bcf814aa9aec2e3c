/**
 * What a guest has as the namespace of a module (ECMA-262, 10.4.6): its exports look like properties that can be written, and cannot be.
 *
 * Runs on: guest.
 * Trusts: nothing that a trap is given. A getter is the guest's: it throws where an export is read too early.
 */
import { preventExtensions } from '../codec/intrinsics.ts';
import { create, defineProperty, getOwnPropertyDescriptor, hasOwn, is, ProxyClass, setPrototypeOf, toStringTag } from './intrinsics.ts';

/** The exports of a module, each read anew through its getter. Prepared code reads imported names here: a proxy takes several times as long. */
export type Bindings = Readonly<Record<PropertyKey, unknown>>;

export interface Namespace {
	/** What guests get. */
	readonly object: object;
	/** Gives it an export that `bindings` has. */
	readonly add: (name: string) => void;
	/** From here on nothing can be added. */
	readonly close: () => void;
}

export function createNamespace(bindings: Bindings): Namespace {
	// A proxy may say what it likes of a writable property's value, and of nothing else.
	const target = create(null) as Bindings;
	const add = (name: string): void => void defineProperty(target, name, exportedAs(undefined));
	const close = (): void => {
		const tag = { __proto__: null, value: 'Module' } as PropertyDescriptor;
		defineProperty(bindings, toStringTag, tag);
		defineProperty(target, toStringTag, tag);
		preventExtensions(target);
	};
	const handler = create(null) as ProxyHandler<Bindings>;
	// Every call of a function by way of its namespace comes here.
	handler.get = (_target, key) => bindings[key];
	handler.set = () => false;
	const isExport = (key: PropertyKey): boolean => typeof key === 'string' && hasOwn(bindings, key);
	handler.getOwnPropertyDescriptor = (_target, key) => {
		if (isExport(key)) return exportedAs(bindings[key]);
		const descriptor = getOwnPropertyDescriptor(target, key);
		return descriptor && setPrototypeOf(descriptor, null) ? descriptor : undefined;
	};
	handler.defineProperty = (_target, key, wanted) => {
		// The engine made it for this call; what is missing must not be found on Object.prototype.
		setPrototypeOf(wanted, null);
		if (!isExport(key)) return defineProperty(target, key, wanted);
		const value = bindings[key];
		if (wanted.writable === false || (hasOwn(wanted, 'value') && !is(wanted.value, value))) return false;
		return defineProperty(target, key, wanted);
	};
	return { __proto__: null, object: new ProxyClass(target, handler), add, close } as unknown as Namespace;
}

function exportedAs(value: unknown): PropertyDescriptor {
	return { __proto__: null, value, writable: true, enumerable: true, configurable: false } as PropertyDescriptor;
}
