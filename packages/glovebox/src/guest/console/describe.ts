/**
 * From the kind of an object to its body: one entry a kind.
 *
 * Runs on: guest.
 * Trusts: nothing.
 */
import { createList, getTime, hasOwn, isArray, regExpFlags, regExpSource, toISOString } from '../../codec/intrinsics.ts';
import { bigintValue, booleanValue, isEnumerable, isNotANumber, numberValue, stringValue, symbolValue } from './intrinsics.ts';
import { describeBuffer, describeSharedBuffer, describeView } from './binary.ts';
import { basedBody, type Body, bracedBody, type Describe } from './body.ts';
import { writeCallable } from './callable.ts';
import { describeArray, describeMap, describeSet, describeTypedArray } from './collections.ts';
import { type Identity, prefixOf } from './identity.ts';
import { type Inspection, spend } from './inspection.ts';
import type { Kind } from './kind.ts';
import { keysOf, namedKeysOf, writeInner, writeProperties } from './members.ts';
import { writePrimitive } from './primitive.ts';
import { ownData } from './property.ts';
import { writeStack } from './stack.ts';
import { includes, push, shorten } from './text.ts';

/** Tells what is shown of an object. */
export function describe(inspection: Inspection, value: object, kind: Kind, identity: Identity): Body {
	return describes[kind](inspection, value, identity);
}

const describeWeak: Describe = (inspection, value, identity) =>
	bracedBody(prefixOf(identity, 'WeakMap'), keysOf(inspection, value), (entries) => {
		push(entries, spend(inspection, '<items unknown>'));
		return 'none';
	});

const describes: Readonly<Record<Kind, Describe>> = {
	__proto__: null,
	Array: describeArray,
	'typed array': describeTypedArray,
	Set: describeSet,
	Map: describeMap,
	Arguments: (inspection, value) => bracedBody('[Arguments] ', keysOf(inspection, value)),
	Function: (inspection, value, identity) => basedBody(writeCallable(value, identity), keysOf(inspection, value)),
	RegExp: (inspection, value, identity) =>
		basedBody(withClass(writeRegExp(value as RegExp), identity, 'RegExp'), keysOf(inspection, value)),
	Date: (inspection, value, identity) => basedBody(withClass(writeDate(value as Date), identity, 'Date'), keysOf(inspection, value)),
	Error: describeError,
	ArrayBuffer: describeBuffer,
	SharedArrayBuffer: describeSharedBuffer,
	DataView: describeView,
	WeakMap: describeWeak,
	WeakSet: describeWeak,
	Number: (inspection, value, identity) => describeBoxed(inspection, value, identity, 'Number', numberValue(value)),
	String: (inspection, value, identity) => describeBoxed(inspection, value, identity, 'String', stringValue(value)),
	Boolean: (inspection, value, identity) => describeBoxed(inspection, value, identity, 'Boolean', booleanValue(value)),
	BigInt: (inspection, value, identity) => describeBoxed(inspection, value, identity, 'BigInt', bigintValue(value)),
	Symbol: (inspection, value, identity) => describeBoxed(inspection, value, identity, 'Symbol', symbolValue(value)),
	Object: (inspection, value, identity) => {
		const plain = identity.name === 'Object' && identity.tag === '';
		return bracedBody(plain ? '' : prefixOf(identity, 'Object'), keysOf(inspection, value));
	},
} as Record<Kind, Describe>;

function describeBoxed(inspection: Inspection, value: object, identity: Identity, type: string, primitive: unknown): Body {
	const { name, tag } = identity;
	const keys = typeof primitive === 'string' ? namedKeysOf(inspection, value, primitive.length) : keysOf(inspection, value);
	const from = name === null ? ' (null prototype)' : ` (${name})`;
	const text = writePrimitive(primitive, inspection.width - inspection.indentation - 4, inspection.indentation);
	return basedBody(`[${type}${name === type ? '' : from}: ${text}]${tag !== '' && tag !== name ? ` [${tag}]` : ''}`, keys);
}

/** The stack; the properties that it does not tell; and what led to the error. */
function describeError(inspection: Inspection, value: object, identity: Identity): Body {
	const stack = writeStack(inspection, value, identity);
	const all = keysOf(inspection, value);
	const keys = createList<PropertyKey>();
	for (let index = 0; index < all.length; index++) {
		const key = all[index] as PropertyKey;
		if (!isTold(value, key, stack)) push(keys, key);
	}
	const hasCause = isHidden(value, 'cause');
	const hasErrors = isHidden(value, 'errors') && isArray(ownData(value, 'errors'));
	if (!hasCause && !hasErrors) return basedBody(stack, keys);
	return basedBody(stack, createList(), (entries, level) => {
		writeProperties(inspection, value, keys, level, entries);
		if (hasCause) push(entries, writeInner(inspection, 'cause', ownData(value, 'cause'), level));
		if (hasErrors) push(entries, writeInner(inspection, 'errors', ownData(value, 'errors'), level));
		return 'none';
	});
}

function isTold(value: object, key: PropertyKey, stack: string): boolean {
	if (key !== 'name' && key !== 'message' && key !== 'stack') return false;
	const text = ownData(value, key);
	return typeof text === 'string' && (key === 'stack' || includes(stack, shorten(text)));
}

function isHidden(value: object, key: PropertyKey): boolean {
	return hasOwn(value, key) && !isEnumerable(value, key);
}

/** In front of a text that does not say it: the class of a subclass, a tag, the lack of a prototype. */
function withClass(text: string, identity: Identity, type: string): string {
	const prefix = prefixOf(identity, type);
	return prefix === `${type} ` ? text : prefix + text;
}

function writeRegExp(value: RegExp): string {
	let text = `/${shorten(regExpSource(value))}/`;
	for (let index = 0; index < regExpFlags.length; index++) {
		const flag = regExpFlags[index] as (typeof regExpFlags)[number];
		if (flag[1]?.(value)) text += flag[0];
	}
	return text;
}

function writeDate(value: Date): string {
	return isNotANumber(getTime(value)) ? 'Invalid Date' : toISOString(value);
}
