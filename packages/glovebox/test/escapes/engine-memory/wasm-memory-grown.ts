import { attack } from '../attack.ts';

/** The memory of a module grows, or is taken apart, while views of it are read and converted. */
export const escape = attack({
	grants: [],
	source: `
		if (typeof WebAssembly !== 'object') return;
		const told = [];
		const memory = new WebAssembly.Memory({ initial: 1, maximum: 4 });
		const table = new WebAssembly.Table({ initial: 2, element: 'externref' });
		const old = new Uint8Array(memory.buffer);
		const grow = () => { try { memory.grow(1); } catch (error) { told.push(error.name); } return 1; };
		for (const way of [() => old.fill({ valueOf: grow }), () => old.set([{ valueOf: grow }, 2]), () => old.subarray({ valueOf: grow }, 9).length, () => new DataView(memory.buffer).setInt8({ valueOf: grow }, 1), () => memory.buffer.transfer?.(), () => structuredClone(memory.buffer, { transfer: [memory.buffer] }), () => memory.toResizableBuffer?.().resize(65536 * 3), () => table.grow({ valueOf: () => { table.grow(1); return 2; } }, {}), () => table.set({ valueOf: () => { table.grow(1); return 0; } }, table), () => old[65535]]) { try { told.push(String(way())); } catch (error) { told.push(error.name); } }
		return told.length;
	`,
});
