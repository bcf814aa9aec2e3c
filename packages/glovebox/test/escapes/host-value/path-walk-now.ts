import { attack } from '../attack.ts';

/** The same walk by a synchronous call, whose result takes another way back. */
export const escape = attack({
	grants: ['table'],
	source: `return loot(await table.walkNow('pear.constructor.constructor'));`,
});
