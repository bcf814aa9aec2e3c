import { attack } from '../attack.ts';

/** Formatting a stack turns the error's name into text, in the host's realm: a symbol makes that fail there. */
export const escape = attack({
	grants: [],
	source: `
		const error = new Error();
		error.name = Symbol();
		try { error.stack; } catch (thrown) { return loot(thrown); }
	`,
});
