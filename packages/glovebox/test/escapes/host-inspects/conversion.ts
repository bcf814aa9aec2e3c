import { attack } from '../attack.ts';

/** Conversions to text and number are called by the host; their callers and arguments are looked at. */
export const escape = attack({
	grants: [],
	source: `
		function convert(...args) { try { return loot(convert.caller) ?? loot(args) ?? 'x'; } catch { return 'x'; } }
		return { toString: convert, valueOf: convert, toJSON: convert, [Symbol.toPrimitive]: convert };
	`,
});
