import { attack } from '../attack.ts';

/** An interval goes on for ever. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		if (typeof setInterval === 'function') setInterval(() => ledger.charge(1), 3);
		(function again() { setTimeout(() => { ledger.charge(2); again(); }, 3); })();
		return 'done';
	`,
});
