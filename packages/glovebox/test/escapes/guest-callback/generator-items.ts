import { attack } from '../attack.ts';

/** A generator that the host iterates: code of the guest between the host's steps. */
export const escape = attack({
	grants: ['events'],
	source: `
		let got;
		await events.each((function* () { try { yield new Error().stack; } finally { got = loot(new.target); } })());
		return got;
	`,
});
