import { attack } from '../attack.ts';

/** A host promise that never settles is kept; the guest asks what it is. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		const promise = ledger.never();
		return loot(promise) ?? loot(promise.finally(() => 1));
	`,
});
