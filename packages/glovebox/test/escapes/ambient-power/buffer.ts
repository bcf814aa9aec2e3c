import { attack } from '../attack.ts';

/** Buffer gives its pool: bytes of the host that nobody cleared. */
export const escape = attack({
	grants: [],
	source: `
		const pool = Buffer.from('x').buffer;
		return loot(Buffer) ?? Array.from(new Uint8Array(pool), (code) => String.fromCharCode(code)).join('');
	`,
});
