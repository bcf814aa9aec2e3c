/**
 * The properties of an object: which are shown, and how each one is written.
 *
 * Runs on: guest.
 * Trusts: nothing. Getters are not called.
 */
import { createList, getOwnPropertyDescriptor, hasOwn, type List, ownKeys, regExpExec, symbolToString } from '../../codec/intrinsics.ts';
import { isEnumerable } from './intrinsics.ts';
import { type Inspection, isSpent, spend } from './inspection.ts';
import { quote } from './quote.ts';
import { push, shorten } from './text.ts';

/** Arrays, typed arrays and strings longer than this are not asked for properties beside their items: the answer would list every index. */
const longestAsked = 10_000;

/** What needs no quotes. Node quotes names with other letters and with `$`, too. */
const plainName = /^[A-Za-z_][A-Za-z_0-9]*$/;

/** The enumerable own keys of `value`, strings before symbols. */
export function keysOf(inspection: Inspection, value: object): List<PropertyKey> {
	return enumerableKeys(inspection, value, ownKeys(value), 0);
}

/** The keys of something that has `length` items: those that are no index. */
export function namedKeysOf(inspection: Inspection, value: object, length: number): List<PropertyKey> {
	if (length > longestAsked) return createList();
	const keys = ownKeys(value);
	return enumerableKeys(inspection, value, keys, firstNamed(keys));
}

function enumerableKeys(inspection: Inspection, value: object, keys: readonly PropertyKey[], from: number): List<PropertyKey> {
	const shown = createList<PropertyKey>();
	for (let index = from; index < keys.length && !isSpent(inspection); index++) {
		inspection.keysLeft -= 1;
		const key = keys[index] as PropertyKey;
		if (isEnumerable(value, key)) push(shown, key);
	}
	return shown;
}

/** Where the indices end among the keys of an object, which come first. */
function firstNamed(keys: readonly PropertyKey[]): number {
	let low = 0;
	let high = keys.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (indexOfKey(keys[middle] as PropertyKey) === -1) high = middle;
		else low = middle + 1;
	}
	return low;
}

/** The array index that a key is, or -1. */
export function indexOfKey(key: PropertyKey): number {
	if (typeof key !== 'string' || key.length > 10) return -1;
	const index = (key as unknown as number) >>> 0;
	return `${index}` === key && index !== 0xffff_ffff ? index : -1;
}

/** Writes each property in `keys` to `entries`. */
export function writeProperties(
	inspection: Inspection,
	value: object,
	keys: List<PropertyKey>,
	level: number,
	entries: List<string>,
): void {
	for (let index = 0; index < keys.length; index++) {
		if (isSpent(inspection)) return push(entries, '…');
		push(entries, writeProperty(inspection, value, keys[index] as PropertyKey, level));
	}
}

/** `key: value`. A key that is not enumerable, or that object literals treat in a way of its own, is in brackets. */
function writeProperty(inspection: Inspection, value: object, key: PropertyKey, level: number): string {
	const descriptor = getOwnPropertyDescriptor(value, key);
	const enumerable = descriptor === undefined || descriptor.enumerable === true;
	return spend(inspection, `${keyText(key, enumerable)}: `) + writeDescriptor(inspection, descriptor, level);
}

/** The value of a property, or which accessors it has. */
export function writeDescriptor(inspection: Inspection, descriptor: PropertyDescriptor | undefined, level: number): string {
	if (descriptor === undefined) return spend(inspection, 'undefined');
	if (hasOwn(descriptor, 'value')) return writeInside(inspection, descriptor.value, level);
	return spend(inspection, accessorText(descriptor));
}

/** Which accessors a property has; none is called. */
export function accessorText({ get, set }: PropertyDescriptor): string {
	if (get === undefined) return set === undefined ? 'undefined' : '[Setter]';
	return set === undefined ? '[Getter]' : '[Getter/Setter]';
}

/** `[name]: value` for what is inside an object and no enumerable property of it. */
export function writeInner(inspection: Inspection, name: string, value: unknown, level: number): string {
	return spend(inspection, `[${name}]: `) + writeInside(inspection, value, level);
}

/** A value, with its further lines two spaces deeper. */
export function writeInside(inspection: Inspection, value: unknown, level: number): string {
	inspection.indentation += 2;
	const text = inspection.visit(inspection, value, level);
	inspection.indentation -= 2;
	return text;
}

function keyText(key: PropertyKey, enumerable: boolean): string {
	const text = typeof key === 'symbol' ? shorten(symbolToString(key)) : stringKeyText(shorten(key as string), enumerable);
	return enumerable ? text : `[${text}]`;
}

function stringKeyText(key: string, enumerable: boolean): string {
	if (!enumerable) return key;
	if (key === '__proto__') return "['__proto__']";
	return regExpExec(plainName, key) !== null ? key : quote(key);
}
