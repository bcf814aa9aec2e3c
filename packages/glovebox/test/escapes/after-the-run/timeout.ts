import { attack } from '../attack.ts';

/** A timer fires when the answer has been given. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		setTimeout(() => ledger.charge(1), 8);
		setTimeout(() => ledger.charge(1), 15);
		return 'done';
	`,
});
