import { attack } from '../attack.ts';

/** The handler of a late rejection is guest code that nobody waits for. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		const late = new Promise((_done, fail) => setTimeout(fail, 6, 1));
		late.catch(() => ledger.charge('late rejection'));
		return 'done';
	`,
});
