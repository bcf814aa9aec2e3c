import { attack } from '../attack.ts';

/** A regular expression keeps `lastIndex`, and its species constructor makes more of the host's. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const pattern = await objects.pattern();
		return loot(pattern) ?? loot(pattern.constructor[Symbol.species]) ?? loot(pattern.exec('a'));
	`,
});
