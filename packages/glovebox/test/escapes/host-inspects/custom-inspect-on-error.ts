import { attack } from '../attack.ts';

/** A thrown error with the hook: error handlers print first and think later. */
export const escape = attack({
	grants: [],
	source: `
		throw Object.assign(new Error('x'), { [Symbol.for('nodejs.util.inspect.custom')]: (_depth, _options, inspect) => loot(inspect) });
	`,
});
