import { attack } from '../attack.ts';

/** A listener gets the host's event, with its source. */
export const escape = attack({
	grants: ['events'],
	source: `
		let got;
		await events.on((event) => { got = loot(event) ?? loot(event.source); });
		return got;
	`,
});
