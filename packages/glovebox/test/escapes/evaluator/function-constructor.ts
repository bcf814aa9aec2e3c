import { attack } from '../attack.ts';

/** Code made by the realm's own constructor still runs in the realm; it asks for import there. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		Function('return import("node:fs")')().then((fs) => { got = fs.readFileSync(secretFile, 'utf8'); }, (error) => { got = loot(error); });
		await new Promise((done) => setTimeout(done, 30));
		return got;
	`,
});
