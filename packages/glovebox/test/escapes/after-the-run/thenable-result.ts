import { attack } from '../attack.ts';

/** The answer is a thenable that goes on after it has answered, and answers more than once. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		return { then(resolve) { resolve('first'); (async () => { for (let turn = 0; turn < 50; turn++) { await null; ledger.charge('then'); resolve(turn); } })(); setTimeout(() => ledger.charge('timer of then'), 2); } };
	`,
});
