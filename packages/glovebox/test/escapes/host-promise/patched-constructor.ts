import { attack } from '../attack.ts';

/** The global Promise is replaced before a host call makes one. */
export const escape = attack({
	grants: ['plain'],
	source: `
		let got;
		globalThis.Promise = new Proxy(Promise, { construct(target, [executor]) { got ??= loot(executor); return new target((...both) => { got ??= both.map((one) => loot(one)).find(Boolean); executor(...both); }); } });
		await plain.greet('x');
		return got;
	`,
});
