import { attack } from '../attack.ts';

/** A callback is called with a receiver that the host uses for itself. */
export const escape = attack({
	grants: ['events'],
	source: `
		let got;
		await events.bind(function () { got = this.host?.env?.GLOVEBOX_SECRET ?? loot(this); });
		return got;
	`,
});
