import { attack } from '../attack.ts';

/** Indirect eval: global code, outside of anything that was rewritten. */
export const escape = attack({
	grants: [],
	source: `
		const run = eval;
		let got;
		run('import("child_process")').catch((error) => { got = loot(error); });
		await new Promise((done) => setTimeout(done, 30));
		return got;
	`,
});
