import { attack } from '../attack.ts';

/** Asynchronous disposal of what the run holds: it begins at the return, and is not awaited by it. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		const Stack = globalThis.AsyncDisposableStack;
		const stack = Stack && new Stack();
		stack?.defer(async () => { for (let turn = 0; turn < 5; turn++) { await new Promise((done) => setTimeout(done, 2)); await ledger.charge('disposal'); } });
		stack?.disposeAsync();
		(async function* () { try { yield 1; } finally { await new Promise((done) => setTimeout(done, 4)); ledger.charge('finally'); } })().return();
		return 'done';
	`,
});
