import { attack } from '../attack.ts';

/** A call races with promises of the guest's own kind: combinators read `resolve` and `then` of whatever class they are called on. */
export const escape = attack({
	grants: ['plain', 'ledger'],
	source: `
		let got;
		class Spy { static resolve(value) { got ??= loot(value?.then) ?? loot(value); return { then: (done, fail) => { got ??= loot(done) ?? loot(fail); value?.then?.(done, fail); } }; } constructor(executor) { executor((value) => { got ??= loot(value); }, () => {}); } }
		for (const name of ['all', 'race', 'any', 'allSettled']) { try { Promise[name].call(Spy, [plain.echo({ a: 1 }), ledger.slow(1)]); } catch (error) { got ??= loot(error); } }
		await new Promise((done) => setTimeout(done, 20));
		return got;
	`,
});
