import { attack } from '../attack.ts';

/** A host call of the earlier tenant is still in flight: its answer must not come to the next. */
export const escape = attack({
	grants: ['kv', 'ledger'],
	before: `
		ledger.slow({ token: input }).then((value) => { globalThis.late = value; });
		return 1;
	`,
	source: `
		const mine = ledger.slow('mine');
		await new Promise((done) => setTimeout(done, 30));
		return [await mine, globalThis.late];
	`,
});
