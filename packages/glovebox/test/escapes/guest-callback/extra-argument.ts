import { attack } from '../attack.ts';

/** A mapping function gets more than the items. */
export const escape = attack({
	grants: ['events'],
	source: `
		let got;
		await events.map([1], (...args) => { got = args.map((value) => loot(value)).find(Boolean); });
		return got;
	`,
});
