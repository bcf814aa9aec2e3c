import { attack } from '../attack.ts';

/** A chain of promises that each waits a little. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		(async () => { for (let i = 0; i < 20; i++) { await new Promise((done) => setTimeout(done, 1)); ledger.charge(i); } })();
		return 'done';
	`,
});
