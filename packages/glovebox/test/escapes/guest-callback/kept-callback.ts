import { attack } from '../attack.ts';

/** The host keeps the callback and calls it when the run is over. */
export const escape = attack({
	grants: ['events', 'ledger'],
	source: `
		await events.later((event) => { ledger.charge('late'); loot(event)?.length; });
		return 'done';
	`,
});
