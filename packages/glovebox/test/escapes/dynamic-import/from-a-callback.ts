import { attack } from '../attack.ts';

/** Asked from a timer's callback: no script of the guest is running that a hook could know. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		setTimeout(() => { try { eval('import("fs")').catch((error) => { got = loot(error); }); } catch (error) { got = loot(error); } }, 1);
		await new Promise((done) => setTimeout(done, 60));
		return got;
	`,
});
