import { attack } from '../attack.ts';

/** The constructor of asynchronous generators; its errors come by a queue of its own. */
export const escape = attack({
	grants: [],
	source: `
		const Maker = (async function* () {}).constructor;
		let got;
		Maker('yield* [import("fs")]')().next().catch((error) => { got = loot(error); });
		await new Promise((done) => setTimeout(done, 30));
		return got;
	`,
});
