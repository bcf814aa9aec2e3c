import { attack } from '../attack.ts';

/** Bytes are memory: a copy of the view that shares the buffer is none. */
export const escape = attack({
	grants: [],
	input: () => ({ bytes: new Uint8Array([1, 2, 3]) }),
	source: `
		input.bytes[0] = 255;
		new Uint8Array(input.bytes.buffer).fill(7);
		return 'done';
	`,
});
