/**
 * ArrayBuffers and DataViews.
 *
 * Runs on: guest.
 * Trusts: nothing.
 */
import {
	bufferByteLength,
	dataViewBuffer,
	dataViewByteLength,
	dataViewByteOffset,
	mathMin,
	Uint8ArrayClass,
} from '../../codec/intrinsics.ts';
import { sharedByteLength } from './intrinsics.ts';
import { type Body, bracedBody, type Describe } from './body.ts';
import { prefixOf } from './identity.ts';
import { type Inspection, spend } from './inspection.ts';
import { keysOf, writeInner } from './members.ts';
import { plural, push } from './text.ts';

const hex = '0123456789abcdef';

/** `ArrayBuffer { [Uint8Contents]: <00 ff>, [byteLength]: 2 }` */
export const describeBuffer: Describe = (inspection, value, identity): Body =>
	describeBytes(inspection, value, prefixOf(identity, 'ArrayBuffer'), bufferByteLength(value as ArrayBuffer));

/** The same of a SharedArrayBuffer. */
export const describeSharedBuffer: Describe = (inspection, value, identity): Body =>
	describeBytes(inspection, value, prefixOf(identity, 'SharedArrayBuffer'), sharedByteLength?.(value) ?? 0);

/** `DataView { [byteLength]: 1, [byteOffset]: 0, [buffer]: ArrayBuffer { … } }` */
export const describeView: Describe = (inspection, value, identity): Body =>
	bracedBody(prefixOf(identity, 'DataView'), keysOf(inspection, value), (entries, level) => {
		push(entries, writeInner(inspection, 'byteLength', dataViewByteLength(value), level));
		push(entries, writeInner(inspection, 'byteOffset', dataViewByteOffset(value), level));
		push(entries, writeInner(inspection, 'buffer', dataViewBuffer(value), level));
		return 'none';
	});

function describeBytes(inspection: Inspection, value: object, prefix: string, length: number): Body {
	return bracedBody(prefix, keysOf(inspection, value), (entries, level) => {
		push(entries, spend(inspection, `[Uint8Contents]: <${bytesText(value as ArrayBuffer, length, inspection.items)}>`));
		push(entries, writeInner(inspection, 'byteLength', length, level));
		return 'none';
	});
}

function bytesText(buffer: ArrayBuffer, length: number, most: number): string {
	const shown = mathMin(length, most);
	// A detached buffer has length 0, and no view can be made of it.
	if (shown === 0) return '';
	const bytes = new Uint8ArrayClass(buffer, 0, shown);
	let text = '';
	for (let index = 0; index < shown; index++) {
		const byte = bytes[index] as number;
		text += `${index === 0 ? '' : ' '}${hex[byte >> 4]}${hex[byte & 15]}`;
	}
	return shown === length ? text : `${text} ... ${plural(length - shown, 'more byte')}`;
}
