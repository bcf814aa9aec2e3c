import { attack } from '../attack.ts';

/** Base64 and hexadecimal digits are written to bytes whose buffer an option of the same call shrinks. */
export const escape = attack({
	grants: [],
	source: `
		const told = [];
		const run = (way) => { try { told.push(JSON.stringify(way()).slice(0, 40)); } catch (error) { told.push(error.name); } };
		for (let turn = 0; turn < 20; turn++) {
			const buffer = new ArrayBuffer(4096, { maxByteLength: 8192 });
			const bytes = new Uint8Array(buffer);
			const options = { get alphabet() { buffer.resize(turn); return 'base64url'; }, get lastChunkHandling() { buffer.transfer?.(); return 'stop-before-partial'; }, get omitPadding() { buffer.resize?.(8192); return true; } };
			run(() => bytes.setFromBase64?.('QUJD'.repeat(1000), options));
			run(() => bytes.toBase64?.(options));
			run(() => Uint8Array.fromBase64?.('QUJD'.repeat(turn * 100), { alphabet: { toString: () => 'base64' } }));
			run(() => bytes.setFromHex?.('41'.repeat(5000)));
			run(() => new TextDecoder().decode(bytes, { get stream() { buffer.resize?.(0); return true; } }));
			run(() => new TextEncoder().encodeInto({ toString() { buffer.resize?.(1); return 'x'.repeat(9000); } }, bytes));
		}
		return told.length;
	`,
});
