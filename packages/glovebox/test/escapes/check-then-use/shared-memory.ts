import { attack } from '../attack.ts';

/** Shared memory by way of the engine: no copy is made of it by definition. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		const shared = typeof SharedArrayBuffer === 'function' ? new SharedArrayBuffer(8, { maxByteLength: 13 }) : new ArrayBuffer(8, { maxByteLength: 13 });
		const view = new Uint8Array(shared);
		view.set(Uint8Array.from('note.txt', (letter) => letter.charCodeAt(0)));
		const reading = guarded.readBytes(view);
		(shared.grow ?? shared.resize)?.call(shared, 13);
		view.set(Uint8Array.from('../secret.txt', (letter) => letter.charCodeAt(0)));
		return await reading;
	`,
});
