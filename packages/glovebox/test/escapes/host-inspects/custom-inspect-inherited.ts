import { attack } from '../attack.ts';

/** Put on the prototype of all, so that whatever the host inspects of the guest's runs it. */
export const escape = attack({
	grants: [],
	source: `
		Object.prototype[Symbol.for('nodejs.util.inspect.custom')] = function (_depth, options, inspect) { return loot(inspect); };
		return { plain: { data: 1 } };
	`,
});
