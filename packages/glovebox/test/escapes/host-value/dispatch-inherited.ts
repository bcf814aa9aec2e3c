import { attack } from '../attack.ts';

/** A table of functions is asked for an inherited one, which runs in the host with the guest's arguments. */
export const escape = attack({
	grants: ['table'],
	source: `
		const boxed = await table.run('constructor', 'text');
		const getter = await table.run('__lookupGetter__', '__proto__');
		return loot(boxed) ?? loot(getter);
	`,
});
