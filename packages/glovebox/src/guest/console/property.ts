/**
 * Properties read as data: no getter is called, and nothing that a guest put on `Object.prototype` is taken for a descriptor's field.
 *
 * Runs on: guest.
 * Trusts: nothing. Traps of proxies run here; whoever calls contains what they throw.
 */
import { getOwnPropertyDescriptor, getPrototypeOf, hasOwn } from '../../codec/intrinsics.ts';

/** How many more properties may be looked at. */
export interface KeyBudget {
	keysLeft: number;
}

/** Longer prototype chains than this are not followed. A trap can make one that never ends. */
const chainLimit = 1_000;

/** The value of a descriptor, or `undefined` where it is absent or an accessor. */
export function dataOf(descriptor: PropertyDescriptor | undefined): unknown {
	return descriptor !== undefined && hasOwn(descriptor, 'value') ? descriptor.value : undefined;
}

/** The value of an own data property. */
export function ownData(target: object, key: PropertyKey): unknown {
	return dataOf(getOwnPropertyDescriptor(target, key));
}

/** The value of the nearest property on `target` or its prototypes, where it is data. */
export function chainData(budget: KeyBudget, target: object, key: PropertyKey): unknown {
	let found: unknown;
	searchChain(budget, target, (object) => {
		const descriptor = getOwnPropertyDescriptor(object, key);
		found = dataOf(descriptor);
		return descriptor !== undefined;
	});
	return found;
}

/** Whether `prototype` is one of the prototypes of `target`. */
export function inherits(budget: KeyBudget, target: object, prototype: unknown): boolean {
	return searchChain(budget, target, (object) => object !== target && object === prototype);
}

/** Whether `matches` says so of `target` or one of its prototypes; the nearest is asked first. */
export function searchChain(budget: KeyBudget, target: object, matches: (object: object) => boolean): boolean {
	let object: object | null = target;
	for (let steps = 0; object !== null && steps < chainLimit && budget.keysLeft > 0; steps++) {
		budget.keysLeft -= 1;
		if (matches(object)) return true;
		object = getPrototypeOf(object);
	}
	return false;
}
