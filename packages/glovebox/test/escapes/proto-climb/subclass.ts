import { attack } from '../attack.ts';

/** A class that extends a granted function has it as its prototype; the climb starts from the class. */
export const escape = attack({
	grants: ['plain'],
	source: `
		let Sub;
		try { Sub = class extends plain.echo {}; } catch { Sub = { __proto__: plain.echo }; }
		return loot(Object.getPrototypeOf(Sub));
	`,
});
