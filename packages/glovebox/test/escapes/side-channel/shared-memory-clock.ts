import { attack } from '../attack.ts';

/** Shared memory is a clock as fine as the machine's, and a door between threads. */
export const escape = attack({
	grants: [],
	source: `
		const shared = new SharedArrayBuffer(1024);
		const waited = Atomics.wait(new Int32Array(shared), 0, 0, 1);
		return [waited, loot(shared), loot(Atomics.wait)];
	`,
});
