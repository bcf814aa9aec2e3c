import { attack } from '../attack.ts';

/** A table without own-key check answers for a key that it inherits. */
export const escape = attack({
	grants: ['table'],
	source: `return loot(await table.lookup('constructor')) ?? loot(await table.lookupNow('hasOwnProperty'));`,
});
