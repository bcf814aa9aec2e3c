import { attack } from '../attack.ts';

/** The constructor of generator functions. */
export const escape = attack({
	grants: [],
	source: `
		const GeneratorFunction = (function* () {}).constructor;
		let got;
		GeneratorFunction('yield import("fs")')().next().value.catch((error) => { got = loot(error); });
		await new Promise((done) => setTimeout(done, 30));
		return got;
	`,
});
