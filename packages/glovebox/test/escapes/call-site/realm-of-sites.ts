import { attack } from '../attack.ts';

/** The list of call sites and their prototype: made in whose realm? */
export const escape = attack({
	grants: [],
	source: `
		Error.prepareStackTrace = (_error, sites) => loot(sites) ?? loot(sites[0]) ?? loot(Object.getPrototypeOf(sites[0]).getThis);
		return new Error().stack;
	`,
});
