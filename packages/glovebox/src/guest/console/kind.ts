/**
 * What an object is by its internal slots, which no guest can forge.
 *
 * Runs on: guest.
 * Trusts: nothing.
 */
import {
	bufferByteLength,
	dataViewByteLength,
	ErrorPrototype,
	getTime,
	isArray,
	mapSize,
	regExpSource,
	setSize,
	typedArrayName,
	weakMapHas,
	weakSetHas,
} from '../../codec/intrinsics.ts';
import { isError } from '../intrinsics.ts';
import { bigintValue, booleanValue, numberValue, objectToString, sharedByteLength, stringValue, symbolValue } from './intrinsics.ts';
import type { Identity } from './identity.ts';
import type { Inspection } from './inspection.ts';
import { inherits } from './property.ts';

export type Kind =
	| 'Array'
	| 'Set'
	| 'Map'
	| 'typed array'
	| 'Arguments'
	| 'Function'
	| 'RegExp'
	| 'Date'
	| 'Error'
	| 'ArrayBuffer'
	| 'SharedArrayBuffer'
	| 'DataView'
	| 'WeakMap'
	| 'WeakSet'
	| 'Number'
	| 'String'
	| 'Boolean'
	| 'BigInt'
	| 'Symbol'
	| 'Object';

/** Reads an internal slot; throws where the object has none. A method's type, so that functions typed for one class are taken too. */
type Probe = { probe(value: object): unknown }['probe'];

const probes: readonly { readonly kind: Kind; readonly read: Probe }[] = [
	{ kind: 'Map', read: mapSize },
	{ kind: 'Set', read: setSize },
	{ kind: 'Date', read: getTime },
	{ kind: 'RegExp', read: regExpSource },
	{ kind: 'ArrayBuffer', read: bufferByteLength },
	{ kind: 'SharedArrayBuffer', read: sharedByteLength ?? bufferByteLength },
	{ kind: 'DataView', read: dataViewByteLength },
	{ kind: 'WeakMap', read: (value) => weakMapHas(value as never, value) },
	{ kind: 'WeakSet', read: (value) => weakSetHas(value as never, value) },
	{ kind: 'Number', read: numberValue },
	{ kind: 'String', read: stringValue },
	{ kind: 'Boolean', read: booleanValue },
	{ kind: 'BigInt', read: bigintValue },
	{ kind: 'Symbol', read: symbolValue },
];

/** What the language calls an object that has no tag: for these a look at the slots is one native call. */
const builtinKinds: Readonly<Record<string, Kind>> = {
	__proto__: null,
	'[object Arguments]': 'Arguments',
	'[object Boolean]': 'Boolean',
	'[object Date]': 'Date',
	'[object Error]': 'Error',
	'[object Number]': 'Number',
	'[object RegExp]': 'RegExp',
	'[object String]': 'String',
} as never;

/** Tells what `value` is. */
export function kindOf(inspection: Inspection, value: object, identity: Identity): Kind {
	if (typeof value === 'function') return 'Function';
	if (isArray(value)) return 'Array';
	if (typedArrayName(value) !== undefined) return 'typed array';
	if (isError(value) || inherits(inspection, value, ErrorPrototype)) return 'Error';
	if (identity.tag === '') {
		const kind = builtinKinds[builtinText(value)];
		if (kind !== undefined) return kind;
		// Only an object that lost its prototype can hide a Map or the like behind no tag at all.
		if (identity.name !== null) return 'Object';
	}
	// A probe that fails costs an exception, so the one that the tag speaks of goes first.
	return probe(value, identity.tag, true) ?? probe(value, identity.tag, false) ?? 'Object';
}

/** `[object Date]` and the like; empty where the tag's getter throws. */
function builtinText(value: object): string {
	try {
		return objectToString(value);
	} catch {
		return '';
	}
}

function probe(value: object, tag: string, tagged: boolean): Kind | undefined {
	for (let index = 0; index < probes.length; index++) {
		const { kind, read } = probes[index] as (typeof probes)[number];
		if ((kind === tag) === tagged && succeeds(read, value)) return kind;
	}
	return undefined;
}

/** Whether `read` finds its slot in `value`. */
export function succeeds(read: Probe, value: object): boolean {
	try {
		read(value);
		return true;
	} catch {
		return false;
	}
}
