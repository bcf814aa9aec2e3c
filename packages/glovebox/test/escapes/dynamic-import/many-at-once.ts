import { attack } from '../attack.ts';

/** Refusals collected by a combinator, where each error is inside another. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		Promise.any([eval('import("a")'), eval('import("b")')]).catch(({ errors }) => { got = errors.map((error) => loot(error)).find(Boolean); });
		await new Promise((done) => setTimeout(done, 40));
		return got;
	`,
});
