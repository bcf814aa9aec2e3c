import { attack } from '../attack.ts';

/** Hosts that promisify what they are given ask it for its own version. */
export const escape = attack({
	grants: [],
	source: `
		const given = (callback) => callback(null, 1);
		given[Symbol.for('nodejs.util.promisify.custom')] = function () { return loot(arguments) ?? loot(given.caller); };
		return given;
	`,
});
