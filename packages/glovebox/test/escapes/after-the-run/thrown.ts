import { attack } from '../attack.ts';

/** The run ends by an error; what was started before goes on. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		setTimeout(() => ledger.charge('after a throw'), 5);
		throw new Error('ended');
	`,
});
