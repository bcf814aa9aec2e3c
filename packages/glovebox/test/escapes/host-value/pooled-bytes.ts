import { attack } from '../attack.ts';

/** Three bytes of a Buffer: its whole buffer, with what lies beside them, must not come along. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const bytes = await objects.pooled();
		return new Uint8Array(bytes.buffer).reduce((text, code) => text + String.fromCharCode(code), '');
	`,
});
