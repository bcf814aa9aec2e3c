import { attack } from '../attack.ts';

/** The specifier is an object that changes its text while it is being read. */
export const escape = attack({
	grants: [],
	source: `
		let count = 0;
		const specifier = { toString() { count += 1; return count === 1 ? 'allowed' : 'node:fs'; } };
		try { return loot(await import(specifier)); } catch (error) { return loot(error); }
	`,
});
