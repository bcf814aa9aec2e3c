import { attack } from '../attack.ts';

/** Searching and joining lists whose buffers are resized by the conversion of an argument. */
export const escape = attack({
	grants: [],
	source: `
		const buffer = new ArrayBuffer(1 << 16, { maxByteLength: 1 << 16 });
		const bytes = new Uint8Array(buffer);
		const shrink = () => ({ valueOf() { buffer.resize?.(4); return 2; } });
		const grow = () => buffer.resize?.(1 << 16);
		const told = [];
		for (const way of [() => bytes.indexOf(7, shrink()), () => bytes.includes(undefined, shrink()), () => bytes.lastIndexOf(7, shrink()), () => bytes.join({ toString() { buffer.resize?.(4); return ''; } }), () => bytes.subarray(shrink(), 60000), () => bytes.with?.(shrink(), 1), () => bytes.slice(shrink(), 60000), () => new DataView(buffer, 0).setUint8(shrink(), 1), () => bytes.set([1, 2, 3], shrink()), () => bytes.toSorted?.((a, b) => { buffer.resize?.(4); return a - b; })]) { try { const value = way(); told.push(typeof value === 'object' ? value.length : String(value).slice(0, 40)); } catch (error) { told.push(error.name); } grow(); }
		return told;
	`,
});
