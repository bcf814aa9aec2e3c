import { attack } from '../attack.ts';

/** Calls that never settle, in numbers, and one that would: nobody may answer a realm that is gone. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		for (let i = 0; i < 100; i++) ledger.never(i).finally(() => ledger.charge('never'));
		Promise.race([ledger.never(), new Promise((done) => setTimeout(done, 6))]).then(() => ledger.charge('race'));
		return 'done';
	`,
});
