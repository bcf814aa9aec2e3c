import { attack } from '../attack.ts';

/** A wait without a thread, `Atomics.waitAsync`, ends long after the answer. */
export const escape = attack({
	grants: ['report'],
	source: `
		const Shared = typeof SharedArrayBuffer === 'function' ? SharedArrayBuffer : globalThis.WebAssembly && new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer.constructor;
		if (!Shared) return;
		const cells = new Int32Array(new Shared(8));
		for (const ms of [1, 5, 10, 15, 20]) Atomics.waitAsync(cells, 0, 0, ms).value.then((how) => report(how));
		Atomics.waitAsync(cells, 1, 0).value.then(() => { report('woken'); });
		new FinalizationRegistry(() => Atomics.notify(cells, 1)).register({});
		return 'answered';
	`,
});
