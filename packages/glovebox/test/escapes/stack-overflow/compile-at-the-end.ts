import { attack } from '../attack.ts';

/** Code is compiled in the last frames before the stack ends: the parser needs more native stack than a call. */
export const escape = attack({
	grants: [],
	source: `
		function dive() { try { dive(); } catch {} try { Function('return 1')(); } catch {} }
		dive();
		return loot(dive);
	`,
});
