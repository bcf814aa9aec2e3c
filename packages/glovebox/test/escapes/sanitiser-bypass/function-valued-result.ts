import { attack } from '../attack.ts';

/** A cleaner of results looks for errors and promises; a function among them is left alone. */
export const escape = attack({
	grants: ['table'],
	source: `
		const found = [await table.walk('toString'), await table.walk('pear.valueOf'), await table.member('forEach')];
		return found.map((value) => loot(value)).find(Boolean);
	`,
});
