/**
 * What an object is: by its internal slots, which no guest can forge, and by nothing else.
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
	SharedArrayBufferPrototype,
	typedArrayName,
	weakMapHas,
	weakSetHas,
} from '../../codec/intrinsics.ts';
import { isError } from '../intrinsics.ts';
import { bigintValue, booleanValue, numberValue, objectToString, sharedByteLength, stringValue, symbolValue } from './intrinsics.ts';
import type { Identity } from './identity.ts';
import type { Inspection } from './inspection.ts';
import { inherits, searchChain } from './property.ts';

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

/** What is found out by asking for the slot, which throws where there is none, so only those that inherit of the class are asked. */
const probes: readonly { readonly kind: Kind; readonly prototype: object | undefined; readonly read: Probe }[] = [
	{ kind: 'Map', prototype: Map.prototype, read: mapSize },
	{ kind: 'Set', prototype: Set.prototype, read: setSize },
	{ kind: 'Date', prototype: Date.prototype, read: getTime },
	{ kind: 'RegExp', prototype: RegExp.prototype, read: regExpSource },
	{ kind: 'ArrayBuffer', prototype: ArrayBuffer.prototype, read: bufferByteLength },
	{ kind: 'SharedArrayBuffer', prototype: SharedArrayBufferPrototype, read: sharedByteLength ?? bufferByteLength },
	{ kind: 'DataView', prototype: DataView.prototype, read: dataViewByteLength },
	{ kind: 'WeakMap', prototype: WeakMap.prototype, read: (value) => weakMapHas(value as never, value) },
	{ kind: 'WeakSet', prototype: WeakSet.prototype, read: (value) => weakSetHas(value as never, value) },
	{ kind: 'Number', prototype: Number.prototype, read: numberValue },
	{ kind: 'String', prototype: String.prototype, read: stringValue },
	{ kind: 'Boolean', prototype: Boolean.prototype, read: booleanValue },
	{ kind: 'BigInt', prototype: BigInt.prototype, read: bigintValue },
	{ kind: 'Symbol', prototype: Symbol.prototype, read: symbolValue },
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
	const kind = identity.tag === '' ? builtinKinds[builtinText(value)] : probe(inspection, value);
	return kind ?? 'Object';
}

/** `[object Date]` and the like; empty where the tag's getter throws. */
function builtinText(value: object): string {
	try {
		return objectToString(value);
	} catch {
		return '';
	}
}

function probe(inspection: Inspection, value: object): Kind | undefined {
	let kind: Kind | undefined;
	searchChain(inspection, value, (prototype) => {
		for (let index = 0; index < probes.length && kind === undefined; index++) {
			const candidate = probes[index] as (typeof probes)[number];
			if (candidate.prototype === prototype && succeeds(candidate.read, value)) kind = candidate.kind;
		}
		return kind !== undefined;
	});
	return kind;
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
