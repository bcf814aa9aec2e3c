import { define } from '../bomb.ts';

/** Blocks the thread, where there is shared memory to wait for. */
export const bomb = define({
	source: `return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
	expect: ['wallMs', 'throw'],
});
