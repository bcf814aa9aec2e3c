import { attack } from '../attack.ts';

/** Thrown while a class is being defined. */
export const escape = attack({
	grants: [],
	source: `
		const error = Object.assign(new Error('x'), { name: Symbol() });
		try { class Made { static { error.stack; } } } catch (thrown) { return loot(thrown); }
	`,
});
