import { attack } from '../attack.ts';

/** Bytes are shared memory until they are copied. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		const text = '../secret.txt';
		const bytes = Uint8Array.from('note.txt', (letter) => letter.charCodeAt(0));
		const room = new ArrayBuffer(8, { maxByteLength: 13 });
		const view = new Uint8Array(room);
		view.set(bytes);
		const reading = guarded.readBytes(view);
		room.resize?.(13);
		for (let i = 0; i < text.length; i++) view[i] = text.charCodeAt(i);
		return await reading;
	`,
});
