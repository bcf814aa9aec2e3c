import { attack } from '../attack.ts';

/** The replaced `toString` of a call site is called by the formatter: its caller and arguments. */
export const escape = attack({
	grants: [],
	source: `
		Error.prepareStackTrace = (_error, sites) => sites[0];
		const site = new Error().stack;
		delete Error.prepareStackTrace;
		let got;
		const shape = Object.getPrototypeOf(site);
		shape.toString = function spy() { got ??= loot(spy.caller) ?? loot(spy.arguments) ?? loot(arguments); return 'x'; };
		new Error().stack;
		return got;
	`,
});
