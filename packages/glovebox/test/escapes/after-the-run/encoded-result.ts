import { attack } from '../attack.ts';

/** A getter of the result runs while it is copied, and plants a timer then. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		return { get value() { setTimeout(() => ledger.charge('from a getter'), 6); return 1; }, toJSON() { setTimeout(() => ledger.charge('from toJSON'), 6); return 1; } };
	`,
});
