import { attack } from '../attack.ts';

/** The buffer is transferred away: the host's bytes are gone. */
export const escape = attack({
	grants: [],
	input: () => ({ bytes: new Uint8Array([1, 2, 3]) }),
	source: `
		input.bytes.buffer.transfer?.(0);
		return 'done';
	`,
});
