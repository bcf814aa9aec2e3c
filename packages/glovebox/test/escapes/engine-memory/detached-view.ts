import { attack } from '../attack.ts';

/** A view outlives its buffer: read and written after the transfer. */
export const escape = attack({
	grants: [],
	source: `
		const buffer = new ArrayBuffer(64);
		const view = new DataView(buffer);
		const bytes = new Uint8Array(buffer);
		const moved = buffer.transfer?.(1 << 16);
		const read = [];
		for (let at = 0; at < 64; at += 8) { try { read.push(view.getBigUint64(at)); } catch {} bytes[at] = 65; read.push(bytes[at]); }
		return [read.join(), moved && new Uint8Array(moved).filter(Boolean).length];
	`,
});
