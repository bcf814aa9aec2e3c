import { attack } from '../attack.ts';

/** Disposal of what the run holds happens at its end: by the guest's code. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		const held = { [Symbol.dispose ?? 'x']: () => setTimeout(() => ledger.charge('disposed'), 4), [Symbol.asyncDispose ?? 'y']: async () => { await null; setTimeout(() => ledger.charge('disposed'), 4); } };
		if (typeof DisposableStack === 'function') { globalThis.stack = new DisposableStack(); globalThis.stack.use(held); }
		setTimeout(() => globalThis.stack?.dispose(), 4);
		return 'done';
	`,
});
