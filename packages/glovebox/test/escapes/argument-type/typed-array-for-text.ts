import { attack } from '../attack.ts';

/** Bytes have `includes` and a text. */
export const escape = attack({
	grants: ['files'],
	source: `
		const bytes = new Uint8Array([1]);
		try { bytes.toString = () => '../secret.txt'; } catch {}
		return await files.read(bytes);
	`,
});
