import { attack } from '../attack.ts';

/** The first value of a reduction is the host's own record. */
export const escape = attack({
	grants: ['events'],
	source: `
		let got;
		await events.reduce([1], (sum) => { got = loot(sum); return sum; });
		return got;
	`,
});
