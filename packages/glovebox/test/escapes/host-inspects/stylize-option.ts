import { attack } from '../attack.ts';

/** Not the function itself but the options: `stylize` is the host's. */
export const escape = attack({
	grants: [],
	source: `
		class Shown { [Symbol.for('nodejs.util.inspect.custom')](_depth, { stylize, seen }) { return loot(stylize) ?? loot(seen); } }
		return [new Shown()];
	`,
});
