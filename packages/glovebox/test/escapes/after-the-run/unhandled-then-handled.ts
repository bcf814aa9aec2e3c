import { attack } from '../attack.ts';

/** A rejection is left unhandled, and handled later by a handler that calls the host. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		const failed = Promise.reject(new Error('left'));
		setTimeout(() => failed.catch(() => ledger.charge('handled')), 3);
		Promise.reject({ then: () => ledger.charge('never a thenable') });
		return 'done';
	`,
});
