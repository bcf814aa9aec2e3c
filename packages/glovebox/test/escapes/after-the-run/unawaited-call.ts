import { attack } from '../attack.ts';

/** The reply to a call that nobody awaits comes after the end, and starts another call. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		ledger.slow(1).then(() => ledger.charge('after a reply')).then(() => ledger.slow(2)).then(() => ledger.charge('again'));
		return 'done';
	`,
});
