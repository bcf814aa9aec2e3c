import { attack } from '../attack.ts';

/** The same by the message, which a subclass defines as a getter. */
export const escape = attack({
	grants: [],
	source: `
		class Odd extends Error { get message() { return Symbol.iterator; } }
		try { return String(new Odd().stack).length; } catch (thrown) { return loot(thrown); }
	`,
});
