/**
 * Buffers and views: which bytes cross, and where each view lies in them.
 *
 * Runs on: host, carriers and guest.
 * Trusts: nothing of the value. A view never takes the rest of its buffer along: Node keeps unrelated secrets in one pool.
 */
import type { BufferUse, Graph, ViewUse } from './graph.ts';
import { charge, idOf } from './graph.ts';
import {
	ArrayBufferClass,
	bufferByteLength,
	createList,
	dataViewBuffer,
	dataViewByteLength,
	dataViewByteOffset,
	define,
	getPrototypeOf,
	mapForEach,
	mapGet,
	mapSet,
	mathMax,
	mathMin,
	ownKeys,
	SharedArrayBufferPrototype,
	typedArrayBuffer,
	typedArrayByteLength,
	typedArrayByteOffset,
	typedArrayLength,
	typedArrayName,
	typedArraySet,
	Uint8ArrayClass,
} from './intrinsics.ts';
import { refuseExtras } from './nodes.ts';
import { nodeRefusal } from './path.ts';

// The largest element of a view: a base that is a multiple of it keeps every view aligned.
const alignment = 8;

/** Notes a buffer. Its node, as that of each view, is written by `writeBytes` when every view is known. */
export function noteBuffer(graph: Graph, id: number, buffer: ArrayBuffer): string {
	if (isDetached(buffer)) throw nodeRefusal(graph, id, 'a detached buffer');
	refuseExtras(graph, id, buffer, ownKeys(buffer), 0, 'an extra property of an ArrayBuffer');
	// A buffer with a use was met by way of a view, and `idOf` has noted whether that is all.
	if (mapGet(graph.buffers, buffer) === undefined) useOf(graph, id, buffer, true);
	return '';
}

/** Notes a view, and its buffer as a node of its own. */
export function noteView(graph: Graph, id: number, view: object, name: string): string {
	const isDataView = name === 'DataView';
	if (!isDataView && typedArrayName(view) !== name) throw nodeRefusal(graph, id, 'an object that cannot be read');
	const buffer = isDataView ? dataViewBuffer(view) : typedArrayBuffer(view);
	if (getPrototypeOf(buffer) === SharedArrayBufferPrototype) throw nodeRefusal(graph, id, 'a view of a SharedArrayBuffer');
	if (isDetached(buffer)) throw nodeRefusal(graph, id, 'a view of a detached buffer');
	const byteLength = isDataView ? dataViewByteLength(view) : typedArrayByteLength(view);
	const use: ViewUse = {
		id,
		name,
		byteOffset: isDataView ? dataViewByteOffset(view) : typedArrayByteOffset(view),
		byteLength,
		length: isDataView ? byteLength : typedArrayLength(view),
	};
	const known = graph.values.length;
	const bufferId = idOf(graph, id, 'buffer', buffer, false);
	// A buffer that was a node before its first view is there by itself.
	const { views } = mapGet(graph.buffers, buffer) ?? useOf(graph, bufferId, buffer, bufferId < known);
	views[views.length] = use;
	return '';
}

/** Writes the nodes of all buffers and views, and cuts their bytes out. */
export function writeBytes(graph: Graph): Uint8Array[] {
	const blobs: Uint8Array[] = [];
	mapForEach(graph.buffers, (use, buffer) => {
		const { start, end } = extent(use, buffer);
		charge(graph, end - start);
		const blob = new Uint8ArrayClass(new ArrayBufferClass(end - start));
		if (use.whole) typedArraySet(blob, new Uint8ArrayClass(buffer));
		for (let i = 0; i < use.views.length; i += 1) {
			const view = use.views[i] as ViewUse;
			if (!use.whole) typedArraySet(blob, new Uint8ArrayClass(buffer, view.byteOffset, view.byteLength), view.byteOffset - start);
			graph.texts[view.id] = '["t","' + view.name + '",' + use.id + ',' + (view.byteOffset - start) + ',' + view.length + ']';
		}
		graph.texts[use.id] = '["b",' + blobs.length + ']';
		define(blobs, blobs.length, blob);
	});
	return blobs;
}

/** From the first byte that crosses to the last. What no view covers in between crosses as zeros. */
function extent(use: BufferUse, buffer: ArrayBuffer): { start: number; end: number } {
	if (use.whole) return { start: 0, end: bufferByteLength(buffer) };
	let start = Infinity;
	let end = 0;
	for (let i = 0; i < use.views.length; i += 1) {
		const view = use.views[i] as ViewUse;
		start = mathMin(start, view.byteOffset);
		end = mathMax(end, view.byteOffset + view.byteLength);
	}
	// One view starts its own buffer; several keep their distances to an aligned base.
	return { start: use.views.length === 1 ? start : start - (start % alignment), end };
}

function useOf(graph: Graph, id: number, buffer: ArrayBuffer, whole: boolean): BufferUse {
	const use: BufferUse = { id, whole, views: createList<ViewUse>() };
	mapSet(graph.buffers, buffer, use);
	return use;
}

function isDetached(buffer: ArrayBuffer): boolean {
	if (bufferByteLength(buffer) > 0) return false;
	try {
		new Uint8ArrayClass(buffer);
		return false;
	} catch {
		return true;
	}
}
