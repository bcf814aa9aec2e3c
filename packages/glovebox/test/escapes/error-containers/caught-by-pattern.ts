import { attack } from '../attack.ts';

/** The catch parameter is a pattern: the error itself never has a name. */
export const escape = attack({
	grants: [],
	source: `
		const error = Object.assign(new Error('x'), { name: Symbol() });
		try { error.stack; } catch ({ constructor: { constructor: Maker } }) { return loot(Maker); }
	`,
});
