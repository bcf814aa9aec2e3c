import { attack } from '../attack.ts';

/** The error of a refused import is made by the host's loader. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		eval('import("x")').catch((error) => { got = loot(error); });
		await new Promise((done) => setTimeout(done, 30));
		return got;
	`,
});
