import { attack } from '../attack.ts';

/** Bytes are transferred away by a getter of the same argument, after the bridge has looked at them. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		const buffer = new ArrayBuffer(4096);
		const bytes = new Uint8Array(buffer).fill(7);
		const told = [];
		for (const call of [plain.echo, direct.echo]) { try { const { value } = await call({ bytes, get later() { buffer.transfer?.(); return 1; }, value: bytes }); told.push(value?.length); } catch (error) { told.push(error.name); } }
		const growing = new Uint8Array(new ArrayBuffer(8, { maxByteLength: 1 << 20 }));
		try { const back = await plain.echo([growing, { get grow() { growing.buffer.resize(1 << 20); return 1; } }, growing]); told.push(back.map((part) => part.length)); } catch (error) { told.push(error.name); }
		return told;
	`,
});
