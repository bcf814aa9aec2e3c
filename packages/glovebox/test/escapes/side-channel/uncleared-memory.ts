import { attack } from '../attack.ts';

/** Memory of every kind, freshly allocated, is searched for what was there before. */
export const escape = attack({
	grants: [],
	source: `
		const found = [];
		const look = (bytes) => { for (let at = 0; at < bytes.length; at += 97) if (bytes[at]) { found.push(Array.from(bytes.slice(at, at + 64), (code) => String.fromCharCode(code)).join('')); break; } };
		for (let turn = 0; turn < 200; turn++) { look(new Uint8Array(8192)); look(new Uint8Array(new ArrayBuffer(64, { maxByteLength: 65536 }).slice(0, 64))); }
		const grown = new ArrayBuffer(16, { maxByteLength: 1 << 20 });
		grown.resize?.(1 << 20);
		look(new Uint8Array(grown));
		look(new Uint8Array(new ArrayBuffer(16).transfer?.(1 << 18) ?? 0));
		return found;
	`,
});
