import { attack } from '../attack.ts';

/** A finalizer runs when the realm's memory is collected: after the end. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		globalThis.registry = new FinalizationRegistry(() => ledger.charge('finalizer'));
		for (let i = 0; i < 1000; i++) globalThis.registry.register({}, i);
		return 'done';
	`,
});
